using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;

namespace SessionService.Listen.Analysis;

/// <summary>How a style goes on for a long time, from its score alone.</summary>
/// <param name="Bars">Bars read.</param>
/// <param name="MotifReturn">Share of bars with a tune, from the ninth bar on, whose rhythm and contour an earlier bar had, 0..1.</param>
/// <param name="LongestCopy">Most bars in a row that are note for note what some earlier bars were.</param>
/// <param name="MostAlike">Most bars of any two spans of 16 that are the same, as a share.</param>
public readonly record struct FormMeasures(int Bars, double MotifReturn, int LongestCopy, double MostAlike)
{
    /// <summary>Bars of a span that must not come twice.</summary>
    public const int Span = 16;

    private const double Same = 0.75;

    /// <summary>Composes and measures.</summary>
    /// <param name="map">A map; its first scene plays.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="bars">How many bars.</param>
    public static FormMeasures Of(AdaptiveMap map, ulong seed, int bars)
    {
        BarReader reader = new();
        Performance performance = Performance.Start(map, seed, new RuleComposer(), reader);
        reader.Parts = [.. performance.Layers.Select(layer => layer.Part)];
        while (reader.Bars.Count < bars)
        {
            performance.Skip(performance.Head + 480_000);
        }

        return Of(reader.Bars.GetRange(0, bars), reader.Tunes.GetRange(0, bars));
    }

    /// <summary>Measures bars given as text.</summary>
    /// <param name="bars">All notes of each bar; equal texts are equal bars.</param>
    /// <param name="tunes">Step and key of each note of the tune, in order.</param>
    public static FormMeasures Of(List<string> bars, List<List<(int Step, int Key)>> tunes)
    {
        int longest = 0, alike = 0;
        for (int lag = 1; lag < bars.Count; lag++)
        {
            int run = 0, inSpan = 0;
            for (int bar = lag; bar < bars.Count; bar++)
            {
                bool same = bars[bar] == bars[bar - lag];
                run = same ? run + 1 : 0;
                inSpan += same ? 1 : 0;
                inSpan -= bar - Span >= lag && bars[bar - Span] == bars[bar - Span - lag] ? 1 : 0;
                longest = Math.Max(longest, run);
                alike = Math.Max(alike, lag >= Span ? inSpan : 0);
            }
        }

        return new FormMeasures(bars.Count, Returning(tunes), longest, (double)alike / Span);
    }

    private static double Returning(List<List<(int Step, int Key)>> tunes)
    {
        int known = 0, all = 0;
        for (int bar = 8; bar < tunes.Count; bar++)
        {
            if (tunes[bar].Count < 2)
            {
                continue;
            }

            all++;
            for (int earlier = 0; earlier < bar; earlier++)
            {
                if (tunes[earlier].Count >= 2 && Likeness(tunes[bar], tunes[earlier]) >= Same)
                {
                    known++;
                    break;
                }
            }
        }

        return all > 0 ? (double)known / all : double.NaN;
    }

    // Of the steps either has, those both have; of the moves between those, the ones that go the same way.
    private static double Likeness(List<(int Step, int Key)> a, List<(int Step, int Key)> b)
    {
        List<(int A, int B)> common = [.. a.Join(b, n => n.Step, n => n.Step, (x, y) => (x.Key, y.Key))];
        if (common.Count < 2)
        {
            return 0;
        }

        int sameWay = 0;
        for (int i = 1; i < common.Count; i++)
        {
            sameWay += Math.Sign(common[i].A - common[i - 1].A) == Math.Sign(common[i].B - common[i - 1].B) ? 1 : 0;
        }

        double rhythm = (double)common.Count / (a.Count + b.Count - common.Count);
        return Math.Min(rhythm, (double)sameWay / (common.Count - 1));
    }

    private sealed class BarReader : IBarObserver
    {
        public Part[] Parts { get; set; } = [];

        public List<string> Bars { get; } = [];

        public List<List<(int Step, int Key)>> Tunes { get; } = [];

        public void OnBar(BarPlan plan, BarScore score)
        {
            IEnumerable<(int Layer, int Step, int Key)> notes = score.Notes.Select(n => (n.Layer, (n.Tick + 60) / 240, (int)n.Pitch));
            Bars.Add(string.Join(' ', notes.Order().Select(n => FormattableString.Invariant($"{n.Layer}.{n.Step}.{n.Key}"))));
            Tunes.Add([.. score.Notes.Where(n => n.Layer < Parts.Length && Parts[n.Layer] == Part.Lead)
                .Select(n => ((n.Tick + 60) / 240, (int)n.Pitch)).DistinctBy(n => n.Item1)]);
        }

        public void OnCut(long tick, string scene)
        {
        }

        public void OnNotes(int layer, long tick, int fromTick, IReadOnlyList<Note> notes, bool replaces)
        {
        }
    }
}
