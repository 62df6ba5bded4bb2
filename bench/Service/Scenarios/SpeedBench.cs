using System.Diagnostics;
using System.Globalization;
using System.Text;
using SessionService.Audio.Opus;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>Compose, render and mix against real time, on one thread: each style with all six parts, and each example's visit.</summary>
internal static class SpeedBench
{
    private const int SampleRate = 48_000;

    public static Task<IReadOnlyList<Row>> RunAsync(Arguments arguments)
    {
        int seconds = arguments.Int("--seconds", 60);
        List<Row> rows = [];

        // The compiler's work, which the first seconds of a process do beside their own, is not what is measured.
        foreach (Style style in StyleCatalogue.All)
        {
            Render(StyleMap(style), [], 60, encode: true);
        }

        foreach (Style style in StyleCatalogue.All)
        {
            rows.Add(Measure($"compose + render + mix, {style.Name}, six parts", StyleMap(style), [], seconds, bar: null));
        }

        foreach (string name in new[] { "game", "shop", "reading" })
        {
            AdaptiveMap map = AdaptiveMapReader.Read(File.ReadAllBytes($"examples/{name}.json")).Map!;
            IReadOnlyList<TimedCommand> visit = EventsFile.Read(File.ReadLines($"examples/{name}.events.jsonl")).Value!;
            rows.Add(Measure($"compose + render + mix, examples/{name}.json with its visit", map, visit, seconds, bar: 150));
        }

        return Task.FromResult<IReadOnlyList<Row>>(rows);
    }

    private static Row Measure(string what, AdaptiveMap map, IReadOnlyList<TimedCommand> visit, int seconds, double? bar)
    {
        Render(map, visit, Math.Min(10, seconds), encode: false);
        Speed plain = Render(map, visit, seconds, encode: false);
        string opus = "";
        if (OpusLibrary.IsAvailable)
        {
            opus = string.Create(CultureInfo.InvariantCulture, $", with Opus {Render(map, visit, seconds, encode: true).OfCore:0} ×");
        }

        // On a machine that does other things too the two differ, and only the first says something about this program.
        string busy = plain.OfWall < 0.9 * plain.OfCore ? string.Create(CultureInfo.InvariantCulture, $" (machine busy: {plain.OfWall:0} × by the clock)") : "";
        return new Row(what, plain.OfCore, string.Create(CultureInfo.InvariantCulture, $"{plain.OfCore:0} ×{opus}{busy}"), bar, MoreIsBetter: true, "× real time");
    }

    private static Speed Render(AdaptiveMap map, IReadOnlyList<TimedCommand> visit, int seconds, bool encode)
    {
        SessionEngine engine = new(map, 0, 1, new RuleComposer());
        using OpusEncoder? opus = encode ? new OpusEncoder() : null;
        byte[] packet = new byte[OpusEncoder.MaxPacketBytes];
        float[] frame = new float[2 * OpusEncoder.FrameSamples];
        int filled = 0;
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        OfflineRenderer.Render(engine, visit, (long)seconds * SampleRate, withStems: false, (mix, _) =>
        {
            // Events end blocks early, so frames are gathered here.
            while (opus is not null && mix.Length > 0)
            {
                int part = Math.Min(mix.Length, frame.Length - filled);
                mix[..part].CopyTo(frame.AsSpan(filled));
                mix = mix[part..];
                filled = (filled + part) % frame.Length;
                if (filled == 0)
                {
                    opus.Encode(frame, packet);
                }
            }
        });
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        self.Refresh();
        return new Speed(seconds / (self.TotalProcessorTime - before).TotalSeconds, seconds / wall);
    }

    private static AdaptiveMap StyleMap(Style style)
    {
        IEnumerable<string> layers = Enum.GetValues<Part>().Select(part =>
        {
            string name = part.ToString().ToLowerInvariant();
            return $$"""
                "{{name}}": { "part": "{{name}}" }
                """;
        });
        string json = $$"""
            {
              "format": 1, "name": "{{style.Name}}", "start": "main",
              "scenes": {
                "main": { "style": "{{style.Name}}", "mood": { "energy": 0.7, "density": 0.7 }, "layers": { {{string.Join(", ", layers)}} } }
              }
            }
            """;
        AdaptiveMapResult result = AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(json));
        return result.Map ?? throw new InvalidOperationException(string.Join("; ", result.Faults));
    }

    /// <summary>Seconds of audio made in a second of processor time, and in a second.</summary>
    private readonly record struct Speed(double OfCore, double OfWall);
}
