using SessionService.Music.Random;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Which of a style's lines a unit of four bars plays, and in which key. Units 0 and 1 of every eight, and 4 and 5, play
/// the scene's own lines; the others wander, and the last two may stand in a neighbouring key. In a parallel period the
/// second half begins as the first did. A blues goes in choruses of three units and stays at home.
/// </summary>
internal static class HarmonyLines
{
    // Scenes that speak in parallel periods at home, and periods elsewhere that are parallel.
    private const double ParallelScenes = 0.75;
    private const double ParallelPeriods = 0.5;

    /// <summary>
    /// The key of a unit. A neighbour on the circle of fifths shares six notes of seven with home, so the tonic that ends
    /// the period before is the pivot: the subdominant or dominant of the new key.
    /// </summary>
    public static Key KeyOf(BarPlan bar, int unit)
    {
        Key home = bar.Context.Key with { Tonic = PitchClass.Of(bar.Context.Key.Tonic) };
        if (unit % 8 < 6 || bar.Blues is not null)
        {
            return home;
        }

        CounterRandom draws = bar.UnitDraws(Use.Modulation, unit / 2);
        bool leaves = draws.ValueAt(0) < bar.Idiom.Freedom.Modulation;

        // A fifth above, the fourth degree of lydian would be missing under its old tonic.
        bool up = draws.ValueAt(1) < 0.5 && home.Mode != Mode.Lydian;
        return leaves ? home with { Tonic = PitchClass.Of(home.Tonic + (up ? 7 : 5)) } : home;
    }

    /// <summary>The line of a unit. A wandering line never repeats the one of its kind before.</summary>
    public static HarmonyLine Of(BarPlan bar, int unit) => bar.LineOf(unit);

    /// <summary>Whether a unit begins as the one before did, in words and chords.</summary>
    public static bool IsParallel(BarPlan bar, int unit)
    {
        if (unit % 2 == 0 || bar.Blues is not null)
        {
            return false;
        }

        return Wanders(unit)
            ? bar.UnitDraws(Use.Period, unit).ValueAt(0) < ParallelPeriods
            : CounterRandom.For(bar.SceneSeed, 0, 0, (int)Use.Period).ValueAt(0) < ParallelScenes;
    }

    /// <summary>Chooses the line of a unit; <see cref="BarPlan"/> remembers it.</summary>
    public static HarmonyLine Choose(BarPlan bar, int unit)
    {
        if (bar.Blues is { } blues)
        {
            return Chorus(bar, blues[unit % TwelveBars.Lines], unit);
        }

        Progressions lines = bar.Idiom.LinesOf(bar.Context.Key.Mode);
        IReadOnlyList<HarmonyLine> list = unit % 2 == 0 ? lines.Open : lines.Closed;
        int own = Index(bar, list, unit);
        return IsParallel(bar, unit) ? lines.Parallel(Index(bar, lines.Open, unit - 1), own) : list[own];
    }

    // Every second chorus is the scene's own but for its turnaround; the others are drawn line by line.
    private static HarmonyLine Chorus(BarPlan bar, IReadOnlyList<HarmonyLine> list, int unit)
    {
        int third = unit % TwelveBars.Lines;
        bool own = third < TwelveBars.Lines - 1 && unit / TwelveBars.Lines % 2 == 0;
        CounterRandom draws = own
            ? CounterRandom.For(bar.SceneSeed, 0, third, (int)Use.Line)
            : bar.UnitDraws(Use.Line, unit);
        return list[(int)(draws.ValueAt(0) * list.Count)];
    }

    private static bool Wanders(int unit) => unit % 8 is not (0 or 1 or 4 or 5);

    private static int Index(BarPlan bar, IReadOnlyList<HarmonyLine> list, int unit)
    {
        int home = Draw(bar, list, CounterRandom.For(bar.SceneSeed, 0, unit % 2, (int)Use.Line), -1, unit % 2 == 0);
        if (!Wanders(unit))
        {
            return home;
        }

        int before = Draw(bar, list, bar.UnitDraws(Use.Line, unit - 4), home);
        int drawn = Draw(bar, list, bar.UnitDraws(Use.Line, unit), home);
        return drawn != before || list.Count < 3 ? drawn : Another(list.Count, drawn, home);
    }

    private static int Another(int count, int drawn, int home)
    {
        int next = (drawn + 1) % count;
        return next == home ? (next + 1) % count : next;
    }

    // A draw weighted by valence: at 0.5 all lines are alike, towards the ends light or dark ones prevail.
    private static int Draw(BarPlan bar, IReadOnlyList<HarmonyLine> list, CounterRandom draws, int except, bool atHome = false)
    {
        double pull = (Math.Clamp(bar.Context.Valence, 0, 1) - 0.5) * 8;
        double total = 0;
        for (int i = 0; i < list.Count; i++)
        {
            total += Allowed(i) ? Math.Exp(pull * list[i].Light) : 0;
        }

        double at = draws.ValueAt(0) * total;
        int chosen = 0;
        for (int i = 0; i < list.Count; i++)
        {
            if (!Allowed(i))
            {
                continue;
            }

            chosen = i;
            at -= Math.Exp(pull * list[i].Light);
            if (at < 0)
            {
                break;
            }
        }

        return chosen;

        // What a scene opens with should say where home is.
        bool Allowed(int i) => i != except && (!atHome || list[i][0][0].Numeral.Fifths == 0);
    }
}
