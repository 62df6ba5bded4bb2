using SessionService.Music.Composition;
using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>What a teacher of counterpoint would mark, counted over an hour of bars in every style, mode and metre.</summary>
public sealed class CounterpointTests(ITestOutputHelper output)
{
    private static readonly RuleComposer Composer = new();
    private static readonly Metre[] Metres = [new(4, 4), new(3, 4), new(6, 8), new(5, 4), new(7, 8)];

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void OuterVoicesHaveNoParallelPerfectsAndMoveLittle(string style)
    {
        int parallels = 0;
        int changes = 0;
        int widest = 0;
        double movement = 0;
        foreach ((BarContext context, int index) in Passages(style))
        {
            (int Bass, int Low, int Top)? before = null;
            for (int bar = 0; bar < 16; bar++)
            {
                BarScore score = Bar(context.At(bar + (16 * index)));
                foreach (ChordSpan chord in score.Chords)
                {
                    if (Voices(score, chord) is not { } now)
                    {
                        before = null;
                        continue;
                    }

                    if (before is { } last)
                    {
                        parallels += Interval.IsParallelPerfect(last.Bass, last.Top, now.Bass, now.Top) ? 1 : 0;
                        parallels += Interval.IsParallelPerfect(last.Low, last.Top, now.Low, now.Top) ? 1 : 0;
                        movement += Math.Abs(now.Top - last.Top);
                        widest = Math.Max(widest, Math.Abs(now.Top - last.Top));
                        changes++;
                    }

                    before = now;
                }
            }
        }

        output.WriteLine($"{style}: {parallels} parallels in {changes} changes; top voice moves {movement / changes:0.00} semitones, at most {widest}");
        Assert.True(changes > 600);
        Assert.True(parallels == 0, $"{parallels} parallel perfects in {changes} changes");
        Assert.True(movement / changes <= 3, $"the top voice moves {movement / changes:0.00} semitones");
        Assert.True(widest <= 12, $"the top voice leaps {widest}");
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void MelodiesSitOnChordTonesStayInTheScaleAndSing(string style)
    {
        int strong = 0;
        int chordal = 0;
        int weak = 0;
        int leaning = 0;
        int all = 0;
        int inScale = 0;
        int steps = 0;
        int repeats = 0;
        int intervals = 0;
        int widest = 0;
        int wide = 0;
        foreach ((BarContext context, int index) in Passages(style))
        {
            Note? before = null;
            for (int bar = 0; bar < 16; bar++)
            {
                // Between periods the tune may begin again anywhere.
                before = bar % 8 == 0 ? null : before;
                BarScore score = Bar(context.At(bar + (16 * index)));
                foreach (Note note in score.Notes.Where(n => n.Layer == 4))
                {
                    ChordSpan chord = score.Chords.Last(c => c.Tick <= note.Tick + 60);
                    int strength = Grid(context.Metre, note.Tick);
                    bool within = PitchClass.In(chord.PitchClasses, note.Pitch);
                    strong += strength >= 3 ? 1 : 0;
                    chordal += strength >= 3 && within ? 1 : 0;

                    // On the beats between a melody may lean on a tone that does not rub: none a semitone above a chord tone.
                    weak += strength == 2 ? 1 : 0;
                    leaning += strength == 2 && (within || !PitchClass.In(chord.PitchClasses, note.Pitch - 1)) ? 1 : 0;
                    all++;
                    inScale += Scale.Of(context.Key).Contains(note.Pitch) ? 1 : 0;
                    if (before is { } last)
                    {
                        int interval = Math.Abs(note.Pitch - last.Pitch);
                        steps += interval is 1 or 2 ? 1 : 0;
                        repeats += interval == 0 ? 1 : 0;
                        wide += interval > 12 ? 1 : 0;
                        widest = Math.Max(widest, interval);
                        intervals++;
                    }

                    before = note;
                }
            }
        }

        output.WriteLine($"{style}: {all} notes; chord tones on strong beats {Share(chordal, strong)}, not rubbing on weak ones {Share(leaning, weak)}, in scale {Share(inScale, all)}, steps {Share(steps, intervals)}, repeats {Share(repeats, intervals)}, over an octave {Share(wide, intervals)}, widest {widest}");
        Assert.True(all > 600);
        Assert.True(chordal >= 0.97 * strong, Share(chordal, strong));
        Assert.True(leaning >= 0.99 * weak, Share(leaning, weak));
        double own = style == "funk" ? 0.9 : 0.93; // its blue notes are no tones of the key
        Assert.True(inScale >= own * all, Share(inScale, all));
        Assert.True(repeats <= 0.25 * intervals, Share(repeats, intervals));
        Assert.True(wide <= 0.02 * intervals, $"{Share(wide, intervals)} leaps over an octave");
        Assert.True(widest <= 19, $"a leap of {widest}");
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void PartsKeepApart(string style)
    {
        double[] sum = new double[Contexts.AllParts.Length];
        int[] count = new int[Contexts.AllParts.Length];
        foreach ((BarContext context, int index) in Passages(style))
        {
            for (int bar = 0; bar < 4; bar++)
            {
                foreach (Note note in Bar(context.At(bar + (16 * index))).Notes)
                {
                    sum[note.Layer] += note.Pitch;
                    count[note.Layer]++;
                }
            }
        }

        double[] mean = [.. sum.Zip(count, (s, n) => s / n)];
        output.WriteLine($"{style}: bass {mean[1]:0.0}, chords {mean[2]:0.0}, arpeggio {mean[3]:0.0}, lead {mean[4]:0.0}, texture {mean[5]:0.0}");
        Assert.True(mean[1] < mean[2] - 15 && mean[2] < mean[4] - 5, string.Join(" ", mean));
    }

    private static string Share(int part, int whole) => $"{100.0 * part / whole:0.0} %";

    private static int Grid(Metre metre, int tick)
    {
        BarGrid grid = BarGrid.Of(metre);
        return grid.Strength(Math.Min(grid.Steps - 1, (tick + 60) / BarGrid.StepTicks));
    }

    // The bass note at the chord's onset, and the lowest and highest chord voice struck with it.
    private static (int Bass, int Low, int Top)? Voices(BarScore score, ChordSpan chord)
    {
        List<Note> bass = [.. score.Notes.Where(n => n.Layer == 1 && Math.Abs(n.Tick - chord.Tick) <= 60)];
        int end = score.Chords.Where(c => c.Tick > chord.Tick).Select(c => c.Tick).DefaultIfEmpty(int.MaxValue).Min();
        List<Note> upper = [.. score.Notes.Where(n => n.Layer == 2 && n.Tick >= chord.Tick && n.Tick < end)];
        return bass.Count == 0 || upper.Select(n => n.Pitch).Distinct().Count() != 4 ? null : (bass[0].Pitch, upper.Min(n => n.Pitch), upper.Max(n => n.Pitch));
    }

    private static IEnumerable<(BarContext Context, int Index)> Passages(string style)
    {
        for (int i = 0; i < 70; i++)
        {
            CounterRandom draws = CounterRandom.For(77, 0, i, 0);
            BarContext context = Contexts.Plain(style, (Mode)(i % 7), (ulong)i) with
            {
                Metre = Metres[i / 7 % 5],
                Key = new Key(draws.Next(12), (Mode)(i % 7)),
                Valence = draws.NextDouble(),
                Controls = new MusicControls(0.3 + (0.6 * draws.NextDouble()), draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), draws.NextDouble()),
            };
            yield return (context, i);
        }
    }

    private static BarScore Bar(BarContext context)
    {
        BarScore score = new();
        Composer.Compose(context, score);
        return score;
    }
}
