using SessionService.Music.Composition;
using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>Metres other than 4/4 are heard in the bass drum, bass and chords, and every style plays in all of them.</summary>
public sealed class MetreTests
{
    // Sixteenths of the groups a metre is counted in, and of what it would be mistaken for.
    private static readonly (Metre Metre, int[] Own, int[][] Others)[] Groups =
    [
        (new(3, 4), [0], [[6], [4], [8]]),
        (new(6, 8), [0, 6], [[0, 4, 8], [2, 8], [3, 9]]),
        (new(5, 4), [0, 12], [[0, 8], [4, 16], [8, 16]]),
        (new(7, 8), [0, 4, 8], [[0, 6, 10], [0, 4, 10], [2, 6, 10]]),
    ];

    private static readonly Part[] Heard = [Part.Drums, Part.Bass, Part.Chords];

    public static TheoryData<string, int> StylesWithTheirOwn
    {
        get
        {
            TheoryData<string, int> data = [];
            foreach (Style style in StyleCatalogue.All)
            {
                for (int i = 0; i < Groups.Length; i++)
                {
                    if (style.Idiom.Grooves.Any(groove => groove.Metre == Groups[i].Metre))
                    {
                        data.Add(style.Name, i);
                    }
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_metre_is_at_home_in_some_styles()
    {
        int[] styles = [.. Groups.Select((_, i) => StylesWithTheirOwn.Count(row => row.Data.Item2 == i))];
        Assert.True(styles[0] >= 6 && styles[1] >= 8 && styles[2] >= 5 && styles[3] >= 7, string.Join(' ', styles));
    }

    [Theory]
    [MemberData(nameof(StylesWithTheirOwn))]
    public void Groups_begin_with_the_weight(string style, int index)
    {
        (Metre metre, int[] own, int[][] others) = Groups[index];
        foreach (double energy in new[] { 0.25, 0.55, 0.9 })
        {
            double[] weights = Weights(style, metre, energy);
            double strength = own.Average(step => weights[step]);
            double rest = weights.Where((_, step) => !own.Contains(step)).Average();
            string told = $"{energy}: " + string.Join(' ', weights.Select(weight => weight.ToString("0", null)));
            Assert.True(weights[0] >= 0.95 * weights.Max(), told);
            Assert.True(strength >= 2 * rest, told);
            Assert.All(others, other => Assert.True(strength > 1.1 * other.Average(step => weights[step]), told));
        }
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
    public void Every_style_writes_sound_bars_in_every_metre(string style)
    {
        Idiom idiom = StyleCatalogue.Find(style)!.Idiom;
        foreach (Metre metre in Groups.Select(group => group.Metre))
        {
            for (int i = 0; i < 64; i++)
            {
                CounterRandom draws = CounterRandom.For(5, metre.Beats, i, 0);
                Mode mode = (Mode)(i % Contexts.Modes);
                BarContext context = Contexts.Plain(style, mode, (ulong)i / 8).At(i) with
                {
                    Metre = metre,
                    Key = new Key(draws.Next(12), mode),
                    Controls = new MusicControls(draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), draws.NextDouble(), draws.NextDouble()),
                };
                Sound(idiom, context, Passages.Bar(context));
            }
        }
    }

    private static void Sound(Idiom idiom, BarContext context, BarScore score)
    {
        Assert.NotEmpty(score.Chords);
        foreach (Note note in score.Notes)
        {
            Part part = (Part)note.Layer;
            string told = $"{context.Style} in {context.Metre}: {part} {note}";
            Assert.True(note.Tick >= 0 && note.Tick < context.Metre.TicksPerBar && note.Duration > 0, told);
            Assert.True(part == Part.Drums ? note.Pitch is >= 35 and <= 81 : idiom.Ranges[part].Contains(note.Pitch), told);

            // Voices of a chord may enter one after the other.
            Assert.True(part is Part.Chords or Part.Texture || IsNearTheGrid(idiom, context.Metre, note), told);
        }
    }

    // Within what a hand, a lag and a strum make of a sixteenth, straight or swung.
    private static bool IsNearTheGrid(Idiom idiom, Metre metre, Note note)
    {
        BarGrid grid = BarGrid.Of(metre);
        int least = int.MaxValue;
        for (int step = 0; step <= grid.Steps; step++)
        {
            foreach (double swing in new[] { 0.5, idiom.Swing.Least, idiom.Swing.Most })
            {
                int tick = idiom.SwingsEighths ? grid.SwungTickOf(step, swing) : grid.TickOf(step, swing);
                least = Math.Min(least, Math.Abs(note.Tick - tick));
            }
        }

        return least <= idiom.HumaniseTicks + 90;
    }

    // How much begins on each sixteenth, by velocity.
    private static double[] Weights(string style, Metre metre, double energy)
    {
        double[] weights = new double[metre.TicksPerBar / 240];
        for (int bar = 0; bar < 64; bar++)
        {
            if (bar % 4 == 3)
            {
                continue; // where fills are
            }

            BarContext context = Contexts.Plain(style, Mode.Minor, (ulong)bar / 8).At(bar) with { Metre = metre };
            context = context with { Controls = context.Controls with { Energy = energy, Density = 0.65 } };
            foreach (Note note in Passages.Bar(context).Notes.Where(note => Heard.Contains((Part)note.Layer)))
            {
                if (note.Layer == (int)Part.Drums && note.Pitch != Percussion.Kick)
                {
                    continue;
                }

                int step = Math.Min(weights.Length - 1, Passages.Step(note));
                double share = note.Layer == (int)Part.Chords ? 0.25 : 1;
                weights[step] += share * note.Velocity * (note.Velocity - 30) / 100.0;
            }
        }

        return weights;
    }
}
