using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using SessionService.Bench.Service;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Music.Composition;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Storage.Sqlite;

namespace SessionService.Bench.Cluster;

/// <summary>The same sessions in one process and on silos of the same machine.</summary>
/// <param name="sessions">How many.</param>
/// <param name="length">For how long they are measured.</param>
/// <param name="every">Time between two events of a session.</param>
/// <param name="warmUp">For how long they play before: processes compile what they run.</param>
/// <param name="map">What they play.</param>
internal sealed class Runs(int sessions, TimeSpan length, TimeSpan every, TimeSpan warmUp, string map)
{
    private static int port = 21_000 + (Environment.ProcessId % 500 * 20);

    /// <summary>In one process.</summary>
    public async Task<Measured> LocalAsync()
    {
        using var folder = new Folder();
        await using SqliteDatabase database = SqliteDatabase.Open(folder.Path);
        await using var host = new LocalSessionHost(
            SiloNode.Stores(database), new RuleComposer(), TimeProvider.System, new LocalHostOptions());
        using Process self = Process.GetCurrentProcess();
        return await MeasureAsync("one process", host, [], _ => Task.CompletedTask, self, siloHere: true);
    }

    /// <summary>On silos.</summary>
    /// <param name="name">For the table.</param>
    /// <param name="silos">How many, at least 1.</param>
    /// <param name="way">How segments come.</param>
    /// <param name="happens">What happens to the silos after a third of the time.</param>
    public async Task<Measured> ClusterAsync(string name, int silos, Way way, Func<List<SiloProcess>, Task>? happens = null)
    {
        using var folder = new Folder();
        List<SiloProcess> processes = [];
        int first = port += 10;
        try
        {
            for (int i = 0; i < silos; i++)
            {
                processes.Add(await SiloProcess.StartAsync(first + i, first + 5 + i, first, folder.Path, way));
            }

            using IHost client = await ConnectAsync(first + 5, way);
            await using SqliteDatabase database = SqliteDatabase.Open(folder.Path, TimeProvider.System, new SqliteOptions(Shared: true));
            IClusterClient cluster = client.Services.GetRequiredService<IClusterClient>();
            var options = new SessionClusterOptions
            {
                StreamProvider = way == Way.Stream ? SegmentStreams.Memory : null, Silence = TimeSpan.FromMilliseconds(500), OpeningTime = TimeSpan.FromSeconds(1),
            };
            ISegmentFeed feed = way switch
            {
                Way.Stream => new StreamSegmentFeed(cluster, options, TimeProvider.System),
                Way.Enumeration => new GrainSegmentFeed(cluster),
                _ => new BundledSegmentFeed(cluster, options, TimeProvider.System),
            };
            Measured measured;
            await using (var host = new ClusterSessionHost(
                cluster, feed, new SqliteUsageStore(database), options, TimeProvider.System, NullLogger<ClusterSessionHost>.Instance))
            {
                using Process self = Process.GetCurrentProcess();
                measured = await MeasureAsync(name, host, processes, happens is null ? _ => Task.CompletedTask : happens, self, siloHere: false);
            }

            await client.StopAsync();
            return measured;
        }
        finally
        {
            processes.ForEach(process => process.Dispose());
        }
    }

    private static async Task<IHost> ConnectAsync(int gateway, Way way)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(orleans =>
        {
            orleans.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, gateway));
            orleans.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("bench", "bench"));
            if (way == Way.Stream)
            {
                orleans.AddSegmentStreams();
            }
        });
        IHost client = builder.Build();
        await client.StartAsync();
        return client;
    }

    private async Task<Measured> MeasureAsync(
        string name, ISessionHost host, List<SiloProcess> silos, Func<List<SiloProcess>, Task> happens, Process self, bool siloHere)
    {
        HeardSession[] heard = [.. Enumerable.Range(0, sessions).Select(i => new HeardSession(host, new SessionKey(new TenantId("bench"), $"s{i}"), map))];
        foreach (HeardSession session in heard)
        {
            await session.CreateAsync();
        }

        using var stop = new CancellationTokenSource();
        List<Task> listening = [];

        // Visitors do not all come in the same millisecond.
        foreach (HeardSession session in heard)
        {
            listening.Add(session.ListenAsync(stop.Token));
            await Task.Delay(10);
        }

        await Task.Delay(2_000);
        Task[] sending = [.. heard.Select((session, i) => session.SubmitAsync(every, i % 10, stop.Token))];
        await Task.Delay(warmUp);
        Array.ForEach(heard, session => session.Mark());
        self.Refresh();
        (TimeSpan front, TimeSpan back) = (self.TotalProcessorTime, Sum(silos, silo => silo.Cpu));
        long began = Stopwatch.GetTimestamp();
        await Task.Delay(length / 3);
        Task event_ = happens(silos);
        await Task.Delay(length * 2 / 3);
        await event_;
        self.Refresh();
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds * sessions;
        double frontMs = (self.TotalProcessorTime - front).TotalMilliseconds / seconds;
        double backMs = (Sum(silos, silo => silo.Cpu) - back).TotalMilliseconds / seconds;
        double memory = siloHere ? self.WorkingSet64 : silos.Sum(silo => silo.Memory);
        await stop.CancelAsync();
        await Task.WhenAll([.. listening, .. sending]);
        return new Measured(
            name, All(heard.Select(session => session.Acknowledged)), All(heard.Select(session => session.Heard)),
            siloHere ? frontMs : backMs, siloHere ? 0 : frontMs, memory / 1e6, heard.Max(session => session.Silence),
            heard.Max(session => session.Pause), heard.Max(session => session.Skipped), heard.Sum(session => session.Missed), heard.Sum(session => session.Refused));
    }

    private static TimeSpan Sum(List<SiloProcess> silos, Func<SiloProcess, TimeSpan> what) =>
        silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + what(silo));

    private static Latencies All(IEnumerable<Latencies> parts)
    {
        var all = new Latencies();
        foreach (Latencies part in parts)
        {
            part.AddTo(all);
        }

        return all;
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("bench-cluster-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
