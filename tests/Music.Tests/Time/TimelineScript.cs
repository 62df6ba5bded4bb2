using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Time;

/// <summary>Edits of a timeline at random: tempi, ramps, metres, bars cut short.</summary>
public sealed record TimelineScript(int First, IReadOnlyList<TimelineScript.Edit> Edits)
{
    /// <param name="After">Ticks since the edit before.</param>
    /// <param name="MilliBpm">New tempo.</param>
    /// <param name="Ramp">Length of a ramp to it; 0 for at once.</param>
    /// <param name="Beats">Beats of a new metre; 0 for none.</param>
    /// <param name="Unit">Its unit as a power of two.</param>
    public sealed record Edit(int After, int MilliBpm, int Ramp, int Beats, int Unit);

    public List<long> Edges { get; } = [];

    public List<long> BarStarts { get; } = [];

    public static Arbitrary<TimelineScript> Arbitrary()
    {
        Gen<int> tempo = Gen.OneOf(Gen.Choose(Tempo.Min, Tempo.Max), Gen.Elements(Tempo.Min, Tempo.Max, 120_000, 77_777));
        Gen<Edit> edit =
            from after in Gen.Choose(0, 20_000)
            from milli in tempo
            from ramp in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 9_000))
            from beats in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 16))
            from unit in Gen.Choose(1, 4)
            select new Edit(after, milli, ramp, beats, unit);
        Gen<TimelineScript> script =
            from first in tempo
            from edits in Gen.ListOf(edit)
            select new TimelineScript(first, [.. edits.Take(12)]);
        return script.ToArbitrary();
    }

    public Timeline Build(out long end)
    {
        Edges.Clear();
        BarStarts.Clear();
        Timeline timeline = new(new Tempo(First), Metre.Common);
        long tick = 0;
        foreach (Edit edit in Edits)
        {
            tick += edit.After;
            if (edit.Beats > 0)
            {
                timeline.StartBar(tick, new Metre(edit.Beats, 1 << edit.Unit));
                BarStarts.Add(tick);
            }

            Edges.Add(tick);
            if (edit.Ramp == 0)
            {
                timeline.SetTempo(tick, new Tempo(edit.MilliBpm));
            }
            else
            {
                timeline.RampTempo(tick, tick + edit.Ramp, new Tempo(edit.MilliBpm));
                tick += edit.Ramp;
                Edges.Add(tick);
            }
        }

        end = tick + 5_000;
        return timeline;
    }
}
