using System.Diagnostics;
using System.Globalization;
using SessionService.Music.Composition;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Streaming;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>N live sessions in this process for a given time.</summary>
internal static class LiveLoad
{
    private static readonly string[] Maps = ["examples/game.json", "examples/shop.json", "examples/reading.json"];

    /// <summary>What became of it.</summary>
    /// <param name="Sessions">How many played.</param>
    /// <param name="Misses">Slices that were ready too late, and audio that a listener did not get.</param>
    /// <param name="CpuShare">Processor time used, of one core.</param>
    /// <param name="MemoryMb">Memory of the process.</param>
    internal sealed record Result(int Sessions, long Misses, double CpuShare, double MemoryMb);

    public static async Task<Result> RunAsync(int sessions, int seconds)
    {
        string data = Directory.CreateTempSubdirectory("sessionservice-bench-").FullName;
        try
        {
            await using Stores stores = Stores.Open(data);
            await using LocalSessionHost host = new(stores.Host, new RuleComposer(), TimeProvider.System, new LocalHostOptions { Workers = 1 });
            return await PlayAsync(host, sessions, seconds);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<Result> PlayAsync(LocalSessionHost host, int sessions, int seconds)
    {
        TenantId tenant = new("bench");
        string[] maps = [.. Maps.Select(File.ReadAllText)];
        List<LoadListener> listeners = [];
        for (int i = 0; i < sessions; i++)
        {
            string id = "s" + i.ToString(CultureInfo.InvariantCulture);
            Outcome<SessionState> made = await host.CreateAsync(
                new CreateSession(tenant, id, null, null, maps[i % maps.Length], (ulong)(i + 1)), CancellationToken.None);
            Outcome<IListener> listening = await host.ListenAsync(
                new SessionKey(tenant, id), new ListenRequest(AudioFormat.Opus, StreamSelection.Mix, null), CancellationToken.None);
            if (made.Value is null || listening.Value is not { } listener)
            {
                throw new InvalidOperationException($"Session {i}: {made.Refusal} {listening.Refusal} {string.Join("; ", made.Faults)}");
            }

            listeners.Add(new LoadListener(listener));

            // Visitors do not all come in the same millisecond.
            await Task.Delay(20);
        }

        await Task.Delay(TimeSpan.FromSeconds(3));
        listeners.ForEach(l => l.Restart());
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        self.Refresh();
        double share = (self.TotalProcessorTime - before) / Stopwatch.GetElapsedTime(start);
        long misses = listeners.Sum(l => l.Misses(seconds));
        double memory = self.WorkingSet64 / 1e6;
        foreach (LoadListener listener in listeners)
        {
            await listener.DisposeAsync();
        }

        return new Result(sessions, misses, share, memory);
    }

    /// <summary>Reads one session and counts what went wrong.</summary>
    private sealed class LoadListener : IAsyncDisposable
    {
        private const int SampleRate = 48_000;

        private readonly IListener listener;
        private readonly Task reading;
        private long told;
        private long toldBefore;
        private long gaps;
        private long samples;
        private long next = -1;

        public LoadListener(IListener listener)
        {
            this.listener = listener;
            reading = Task.Run(ReadAsync);
        }

        /// <summary>Forgets what happened so far.</summary>
        public void Restart()
        {
            toldBefore = Interlocked.Read(ref told);
            Interlocked.Exchange(ref gaps, 0);
            Interlocked.Exchange(ref samples, 0);
        }

        /// <summary>Deadlines missed and gaps; a session that fell behind by more than half a second counts too.</summary>
        public long Misses(int seconds)
        {
            bool behind = Interlocked.Read(ref samples) < (seconds - 0.5) * SampleRate;
            return Interlocked.Read(ref told) - toldBefore + Interlocked.Read(ref gaps) + (behind ? 1 : 0);
        }

        public async ValueTask DisposeAsync()
        {
            await listener.DisposeAsync();
            await reading;
        }

        private async Task ReadAsync()
        {
            while (await listener.ReadAsync(CancellationToken.None) is { } item)
            {
                switch (item)
                {
                    case AudioItem { Segment: var segment }:
                        if (next >= 0 && segment.FirstSample != next)
                        {
                            Interlocked.Increment(ref gaps);
                        }

                        next = segment.FirstSample + segment.Samples;
                        Interlocked.Add(ref samples, segment.Samples);
                        break;
                    case StatsNotice stats:
                        Interlocked.Exchange(ref told, stats.DeadlineMisses);
                        break;
                }
            }
        }
    }
}
