using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Composition;

/// <summary>The twelve-bar blues, against the table that any primer of it prints.</summary>
public sealed class BluesTests
{
    /// <summary>
    /// Roots, in semitones above the tonic, that a bar of a chorus may begin on: the plain form with its quick change in bar
    /// 2, the diminished chord of bar 6, the sixth degree of bar 8, ii-V in place of V-IV, the flat sixth of minor blues.
    /// </summary>
    private static readonly int[][] Table =
    [
        [0], [0, 5], [0], [0, 7],
        [5], [5, 6], [0], [0, 9, 4],
        [7, 2, 8], [5, 7], [0], [7, 2, 0],
    ];

    public static TheoryData<string> Styles => [.. StyleCatalogue.All.Where(style => style.Idiom.Blues is not null).Select(style => style.Name)];

    [Fact]
    public void Funk_jazz_and_folk_have_a_blues() => Assert.Equal(["folk-acoustic", "funk", "lounge-jazz"], Styles.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Styles))]
    public void Every_chorus_is_one_of_the_table(string style)
    {
        HashSet<string> choruses = new(StringComparer.Ordinal);
        for (ulong seed = 0; seed < 12; seed++)
        {
            for (int chorus = 0; chorus < 8; chorus++)
            {
                List<ChordSpan>[] bars = [.. Enumerable.Range(12 * chorus, 12).Select(bar => Bar(style, seed, bar, key: 5).Chords)];
                int[] roots = [.. bars.Select(chords => PitchClass.Of(chords[0].Root - 5))];
                Assert.All(Enumerable.Range(0, 12), bar => Assert.Contains(roots[bar], Table[bar]));
                choruses.Add(string.Join(' ', roots));

                // The last bar turns round: it ends on the dominant.
                Assert.Equal(0, bars[11][^1].Root);
            }
        }

        Assert.True(choruses.Count >= 4, $"{choruses.Count} forms of it");
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void Its_chords_on_the_first_fourth_and_fifth_degree_are_dominant_sevenths(string style)
    {
        for (int bar = 0; bar < 96; bar++)
        {
            foreach (ChordSpan chord in Bar(style, 3, bar).Chords.Where(chord => chord.Root is 0 or 5))
            {
                Assert.True(PitchClass.In(chord.PitchClasses, chord.Root + 4) && PitchClass.In(chord.PitchClasses, chord.Root + 10), chord.Symbol);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void The_lead_plays_the_blues_scale_and_the_chords(string style)
    {
        int[] blues = [0, 3, 5, 6, 7, 10];
        int notes = 0;
        int blue = 0;
        int foreign = 0;
        for (ulong seed = 0; seed < 8; seed++)
        {
            for (int bar = 0; bar < 48; bar++)
            {
                BarScore score = Bar(style, seed, bar);
                foreach (Note note in Passages.Of(score, Part.Lead))
                {
                    ChordSpan chord = score.Chords.Last(c => c.Tick <= note.Tick + 60);
                    notes++;
                    blue += note.Pitch % 12 is 3 or 6 ? 1 : 0;
                    foreign += blues.Contains(note.Pitch % 12) || PitchClass.In(chord.PitchClasses, note.Pitch) ? 0 : 1;
                }
            }
        }

        Assert.True(notes > 500);
        Assert.Equal(0, foreign);
        Assert.True(blue >= 0.08 * notes, $"{blue} blue notes of {notes}");
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public void The_second_line_says_the_first_again_and_the_third_comes_home(string style)
    {
        int same = 0;
        int all = 0;
        for (ulong seed = 0; seed < 12; seed++)
        {
            for (int chorus = 0; chorus < 4; chorus++)
            {
                int first = 12 * chorus;
                all++;
                same += Rhythm(style, seed, first).SequenceEqual(Rhythm(style, seed, first + 4)) ? 1 : 0;
                Note last = Passages.Of(Bar(style, seed, first + 10), Part.Lead)[^1];
                Assert.Equal(0, last.Pitch % 12);
            }
        }

        Assert.True(same >= 0.9 * all, $"{same} of {all}");
    }

    private static IEnumerable<int> Rhythm(string style, ulong seed, int bar) => Passages.Of(Bar(style, seed, bar), Part.Lead).Select(Passages.Step);

    private static BarScore Bar(string style, ulong seed, int bar, int key = 0)
    {
        // One phrase to a line: what is asked is the blues, not the long form.
        BarContext context = Contexts.Plain(style, Mode.Blues, seed, bar) with { Key = new Key(key, Mode.Blues) };
        return Passages.Bar(context with { Controls = context.Controls with { Tension = 0.2, Density = 1 } });
    }
}
