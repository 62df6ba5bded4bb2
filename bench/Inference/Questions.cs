using SessionService.Inference.Parts;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;

namespace SessionService.Bench.Inference;

/// <summary>Bars of made-up sessions to be written: styles, keys, densities and places in the phrase in turn.</summary>
internal static class Questions
{
    private const int HistoryBars = 8;
    private static readonly Part[] Parts = [Part.Drums, Part.Bass, Part.Chords, Part.Lead];

    /// <summary>The question of one session: bass and lead of a bar after eight that rules wrote.</summary>
    public static PartRequest Of(int number, TimeSpan within)
    {
        List<ComposedBar> bars = [.. Enumerable.Range(0, HistoryBars + 1).Select(bar => Bar(number, bar + (number % 4)))];
        return new PartRequest
        {
            Tenant = "bench", Session = $"session {number}", Within = within, Draft = bars[^1], Layers = [1, 3],
            History = bars[..^1],
        };
    }

    private static ComposedBar Bar(int number, int bar)
    {
        BarScore score = new();
        BarContext context = new()
        {
            Seed = (ulong)number, Style = StyleCatalogue.All[number % StyleCatalogue.All.Count].Name, Scene = "scene", Bar = bar, SceneBar = bar,
            Section = 0, PhraseBars = 4, Metre = Metre.Common, Tempo = Tempo.FromBpm(100), Key = new Key(number % 12, Mode.Major),
            Controls = new MusicControls(0.6, 0.5, 0.5, 0.3, 0.5), Layers = [.. Parts.Select((part, i) => new LayerContext(i, part))],
        };
        new RuleComposer().Compose(context, score);
        return new ComposedBar(context, [.. score.Chords], [.. score.Notes]);
    }
}
