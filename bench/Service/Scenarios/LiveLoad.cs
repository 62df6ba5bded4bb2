using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using SessionService.Inference.Parts;
using SessionService.Music.Composition;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Streaming;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>N live sessions in this process for a given time.</summary>
internal sealed class LiveLoad
{
    private static readonly string[] Examples = ["examples/game.json", "examples/shop.json", "examples/reading.json"];

    /// <summary>What became of it.</summary>
    /// <param name="Sessions">How many played.</param>
    /// <param name="Misses">Slices that were ready too late, and audio that a listener did not get.</param>
    /// <param name="CpuShare">Processor time used, of one core.</param>
    /// <param name="MemoryMb">Memory of the process.</param>
    /// <param name="ModelBars">Bars of layers that a model wrote.</param>
    /// <param name="RuleBars">Bars of layers that a model was to write and rules did.</param>
    internal sealed record Result(int Sessions, long Misses, double CpuShare, double MemoryMb, long ModelBars, long RuleBars)
    {
        /// <summary>How much models wrote, where they were asked.</summary>
        public string Models => ModelBars + RuleBars == 0
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {ModelBars} bars by the model and {RuleBars} by rules instead");
    }

    /// <summary>The maps that are played, in turn.</summary>
    public IReadOnlyList<string> Maps { get; init; } = [.. Examples.Select(File.ReadAllText)];

    /// <summary>Writes bass and lead of every scene; null where the rules write everything.</summary>
    public IPartWriter? Writer { get; init; }

    public async Task<Result> RunAsync(int sessions, int seconds)
    {
        string data = Directory.CreateTempSubdirectory("sessionservice-bench-").FullName;
        try
        {
            await using Stores stores = Stores.Open(data);
            await using LocalSessionHost host = new(stores.Host, new RuleComposer(), TimeProvider.System, new LocalHostOptions { Workers = 1, Writer = Writer });
            return await PlayAsync(host, sessions, seconds);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private async Task<Result> PlayAsync(LocalSessionHost host, int sessions, int seconds)
    {
        TenantId tenant = new("bench");
        string[] maps = [.. Maps.Select(map => Writer is null ? map : WithModel(map))];
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
        (long Written, long Rules) bars = (listeners.Sum(l => l.ModelBars), listeners.Sum(l => l.RuleBars));
        foreach (LoadListener listener in listeners)
        {
            await listener.DisposeAsync();
        }

        return new Result(sessions, misses, share, memory, bars.Written, bars.Rules);
    }

    private static string WithModel(string map)
    {
        JsonNode document = JsonNode.Parse(map)!;
        foreach ((string _, JsonNode? scene) in document["scenes"]!.AsObject())
        {
            foreach ((string _, JsonNode? layer) in scene!["layers"]!.AsObject())
            {
                if ((string?)layer!["part"] is "bass" or "lead")
                {
                    layer["writer"] = "model";
                }
            }
        }

        return document.ToJsonString();
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
        private StatsNotice? latest;
        private StatsNotice? latestBefore;

        public LoadListener(IListener listener)
        {
            this.listener = listener;
            reading = Task.Run(ReadAsync);
        }

        /// <summary>Bars of layers that a model wrote since <see cref="Restart"/>.</summary>
        public long ModelBars => (Volatile.Read(ref latest)?.ModelBars ?? 0) - (latestBefore?.ModelBars ?? 0);

        /// <summary>Bars of layers that rules wrote in its place.</summary>
        public long RuleBars => (Volatile.Read(ref latest)?.RuleBars ?? 0) - (latestBefore?.RuleBars ?? 0);

        /// <summary>Forgets what happened so far.</summary>
        public void Restart()
        {
            toldBefore = Interlocked.Read(ref told);
            latestBefore = Volatile.Read(ref latest);
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
                        Volatile.Write(ref latest, stats);
                        break;
                }
            }
        }
    }
}
