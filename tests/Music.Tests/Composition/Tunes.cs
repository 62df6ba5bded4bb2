using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Composition;

/// <summary>
/// The measures by which models and their training data are judged, taken of the rules' own melodies and basses:
/// steps, repeated bars, and the outer voices on strong beats (downbeat and middle of the bar).
/// </summary>
internal sealed class Tunes
{
    private int intervals;
    private int steps;
    private int unisons;
    private int wide;
    private int strong;
    private int dissonant;
    private int moves;
    private int parallels;
    private (int Bars, int Same, int Rhythm) after1;
    private (int Bars, int Same, int Rhythm) after4;

    /// <summary>Share of a tune's intervals of one or two semitones.</summary>
    public double Steps => Share(steps, intervals);

    /// <summary>Share of repeated pitches.</summary>
    public double Unisons => Share(unisons, intervals);

    /// <summary>Share of leaps over an octave.</summary>
    public double Wide => Share(wide, intervals);

    /// <summary>Share of strong beats on which lead and bass are a second, seventh or tritone apart.</summary>
    public double Dissonance => Share(dissonant, strong);

    /// <summary>Share of moves of both from strong beat to strong beat in parallel fifths, octaves or unisons.</summary>
    public double Parallels => Share(parallels, moves);

    /// <summary>Share of bars whose tune is that of the bar before, and of the fourth bar before.</summary>
    public (double One, double Four) Same => (Share(after1.Same, after1.Bars), Share(after4.Same, after4.Bars));

    /// <summary>The same for the rhythm alone.</summary>
    public (double One, double Four) Rhythm => (Share(after1.Rhythm, after1.Bars), Share(after4.Rhythm, after4.Bars));

    /// <summary>Adds up passages of a style in four modes, two seeds each, 32 bars long.</summary>
    public static Tunes Of(string style, double density = 0.6)
    {
        Tunes tunes = new();
        for (int i = 0; i < 8; i++)
        {
            Mode mode = (i % 4) switch { 0 => Mode.Major, 1 => Mode.Minor, 2 => Mode.Dorian, _ => Mode.Mixolydian };
            BarContext context = Contexts.Plain(style, mode, 100 + (ulong)i) with { Key = new Key(i * 5 % 12, mode) };
            context = context with { Controls = context.Controls with { Density = density } };
            tunes.Add([.. Enumerable.Range(0, 32).Select(bar => (context, Passages.Bar(context.At(bar))))]);
        }

        return tunes;
    }

    /// <summary>Adds a passage.</summary>
    public void Add(IReadOnlyList<(BarContext Context, BarScore Score)> passage)
    {
        List<Note> tune = [.. passage.SelectMany(bar => Passages.Of(bar.Score, Part.Lead))];
        foreach ((Note a, Note b) in tune.Zip(tune.Skip(1)))
        {
            int interval = Math.Abs(b.Pitch - a.Pitch);
            intervals++;
            steps += interval is 1 or 2 ? 1 : 0;
            unisons += interval == 0 ? 1 : 0;
            wide += interval > 12 ? 1 : 0;
        }

        Outer(passage);
        for (int bar = 0; bar < passage.Count; bar++)
        {
            Compare(passage, bar, 1, ref after1);
            Compare(passage, bar, 4, ref after4);
        }
    }

    public override string ToString() =>
        $"steps {Steps:.000}, repeats {Unisons:.000}, over an octave {Wide:.000}; dissonance {Dissonance:.000} of {strong}, parallels {Parallels:.000} of {moves}; "
        + $"bar again after 1 {Same.One:.000}, after 4 {Same.Four:.000}; rhythm after 1 {Rhythm.One:.000}, after 4 {Rhythm.Four:.000}";

    private static void Compare(
        IReadOnlyList<(BarContext Context, BarScore Score)> passage, int bar, int back, ref (int Bars, int Same, int Rhythm) tally)
    {
        if (bar < back)
        {
            return;
        }

        List<Note> now = Passages.Of(passage[bar].Score, Part.Lead);
        List<Note> then = Passages.Of(passage[bar - back].Score, Part.Lead);
        if (now.Count >= 2 && then.Count > 0)
        {
            bool rhythm = now.Select(Passages.Step).SequenceEqual(then.Select(Passages.Step));
            bool same = rhythm && now.Select(note => note.Pitch).SequenceEqual(then.Select(note => note.Pitch));
            tally = (tally.Bars + 1, tally.Same + (same ? 1 : 0), tally.Rhythm + (rhythm ? 1 : 0));
        }
    }

    private void Outer(IReadOnlyList<(BarContext Context, BarScore Score)> passage)
    {
        (int Low, int Top)? before = null;
        foreach ((BarContext context, BarScore score) in passage)
        {
            BarGrid grid = BarGrid.Of(context.Metre);
            for (int step = 0; step < grid.Steps; step++)
            {
                if (grid.Strength(step) < 3)
                {
                    continue;
                }

                if (At(score, Part.Bass, step) is not { } low || At(score, Part.Lead, step) is not { } top)
                {
                    before = null;
                    continue;
                }

                strong++;
                dissonant += PitchClass.Of(top - low) is 1 or 2 or 6 or 10 or 11 ? 1 : 0;
                if (before is { } last && last.Low != low && last.Top != top)
                {
                    moves++;
                    parallels += Interval.IsParallelPerfect(last.Low, last.Top, low, top) ? 1 : 0;
                }

                before = (low, top);
            }
        }
    }

    // What sounds at a sixteenth, taken to the grid as it is written and not as a hand plays it.
    private static int? At(BarScore score, Part part, int step)
    {
        foreach (Note note in Passages.Of(score, part))
        {
            int from = Passages.Step(note);
            int to = Math.Max(from + 1, (note.Tick + note.Duration + 120) / 240);
            if (from <= step && step < to)
            {
                return note.Pitch;
            }
        }

        return null;
    }

    private static double Share(int part, int whole) => (double)part / Math.Max(1, whole);
}
