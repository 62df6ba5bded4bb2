using SessionService.Music.Random;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Which of a style's lines a unit of four bars plays, and in which key. Units 0 and 1 of every eight, and 4 and 5, play
/// the scene's own lines; the others wander, and the last two may stand in a neighbouring key.
/// </summary>
internal static class HarmonyLines
{
    /// <summary>
    /// The key of a unit. A neighbour on the circle of fifths shares six notes of seven with home, so the tonic that ends
    /// the period before is the pivot: the subdominant or dominant of the new key.
    /// </summary>
    public static Key KeyOf(BarPlan bar, int unit)
    {
        Key home = bar.Context.Key with { Tonic = PitchClass.Of(bar.Context.Key.Tonic) };
        if (unit % 8 < 6)
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

    /// <summary>Chooses the line of a unit; <see cref="BarPlan"/> remembers it.</summary>
    public static HarmonyLine Choose(BarPlan bar, int unit)
    {
        Progressions lines = bar.Idiom.LinesOf(bar.Context.Key.Mode);
        IReadOnlyList<HarmonyLine> list = unit % 2 == 0 ? lines.Open : lines.Closed;
        int home = Draw(bar, list, CounterRandom.For(bar.SceneSeed, 0, unit % 2, (int)Use.Line), -1, unit % 2 == 0);
        bool wanders = unit % 8 is not (0 or 1 or 4 or 5);
        if (!wanders)
        {
            return list[home];
        }

        int before = Draw(bar, list, bar.UnitDraws(Use.Line, unit - 4), home);
        int drawn = Draw(bar, list, bar.UnitDraws(Use.Line, unit), home);
        return list[drawn != before || list.Count < 3 ? drawn : Another(list.Count, drawn, home)];
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
