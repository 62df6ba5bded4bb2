using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Composition;

/// <summary>Phrases, cadences, motifs and the long run.</summary>
public sealed class FormTests
{
    private static readonly RuleComposer Composer = new();

    public static TheoryData<string, Mode> StylesAndModes
    {
        get
        {
            TheoryData<string, Mode> data = [];
            foreach (Style style in StyleCatalogue.All)
            {
                foreach (Mode mode in Enum.GetValues<Mode>())
                {
                    data.Add(style.Name, mode);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(StylesAndModes))]
    public void EightBarsCloseOnTheTonicAndFourDoNot(string style, Mode mode)
    {
        for (ulong seed = 0; seed < 3; seed++)
        {
            for (int bar = 3; bar < 128; bar += 4)
            {
                ChordSpan last = Bar(Contexts.Plain(style, mode, seed, bar)).Chords[^1];
                ChordSpan before = Bar(Contexts.Plain(style, mode, seed, bar - 1)).Chords[^1];
                Assert.Equal(bar % 8 == 7, last.Root == 0);
                Assert.True(bar % 8 != 7 || before.Root != 0, $"{before.Symbol} to {last.Symbol} in bar {bar}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(StylesAndModes))]
    public void AScenesFirstChordIsHome(string style, Mode mode)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            Assert.Equal(0, Bar(Contexts.Plain(style, mode, seed)).Chords[0].Root);
        }
    }

    [Theory]
    [InlineData("ambient")]
    [InlineData("lo-fi")]
    [InlineData("cinematic")]
    public void NoSixteenBarsComeTwiceInAnHour(string style)
    {
        // What is compared is what is written, not how a hand plays it: steps and keys.
        int bars = (int)(StyleCatalogue.Find(style)!.DefaultBpm * 60 / 4);
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int start = 0; start + 16 <= bars; start += 16)
        {
            string span = string.Join('/', Enumerable.Range(start, 16).Select(bar => Written(Bar(Contexts.Plain(style, Mode.Minor, 11, bar)).Notes)));
            Assert.True(seen.Add(span), $"bars {start} to {start + 15} were heard before");
        }

        Assert.True(seen.Count > 60);
    }

    [Theory]
    [InlineData("ambient")]
    [InlineData("lo-fi")]
    [InlineData("cinematic")]
    public void TheMotifReturnsWithItsScene(string style)
    {
        // The rhythm of a statement (a unit's first bar) is the motif's in every visit, and differs between scenes.
        HashSet<string> rhythms = new(StringComparer.Ordinal);
        for (int scene = 0; scene < 12; scene++)
        {
            BarContext context = Contexts.Plain(style) with { Scene = "scene" + scene, PhraseBars = 8 };
            context = context with { Controls = context.Controls with { Density = 1 } };
            string first = Rhythm(context);
            rhythms.Add(first);
            Assert.Equal(first, Rhythm(context with { Section = 7 }));
            Assert.Equal(first, Rhythm(context with { Section = 3, Key = new Key(5, Mode.Minor) }));
            Assert.Equal(first, Rhythm(context.At(8)));
        }

        Assert.True(rhythms.Count >= 3);
    }

    [Fact]
    public void BreathersRest()
    {
        // Phrases 4 and 7 of every eight (counted from 0) have fewer notes than those before them.
        double[] notes = new double[8];
        for (ulong seed = 0; seed < 8; seed++)
        {
            for (int bar = 0; bar < 32; bar++)
            {
                notes[bar / 4] += Bar(Contexts.Plain("lo-fi", Mode.Dorian, seed, bar)).Notes.Count;
            }
        }

        Assert.True(notes[4] < 0.95 * notes[3] && notes[7] < 0.9 * notes[6] && notes[6] > notes[2], string.Join(" ", notes));
    }

    [Theory]
    [InlineData(BarRole.Fill)]
    [InlineData(BarRole.Bridge)]
    public void TheWayOutPreparesTheNextKey(BarRole role)
    {
        for (int i = 0; i < 500; i++)
        {
            BarContext context = Contexts.Random(i);
            Key next = new(i % 12, (Mode)(i % 7));
            BarScore score = Bar(context with { Role = role, NextKey = next });
            ChordSpan last = score.Chords[^1];
            Assert.Equal((next.Tonic + 7) % 12, last.Root);
            Assert.True(PitchClass.In(last.PitchClasses, next.Tonic + 11), "the leading note of the next key sounds");
            Assert.True(role == BarRole.Fill || score.Chords.Count == 1 || Scale.Of(next).Contains(score.Chords[0].Root), "the pivot belongs to the next key");
        }
    }

    [Fact]
    public void AFillHasMoreDrumsThanTheBarItReplaces()
    {
        int body = 0;
        int fill = 0;
        int bridge = 0;
        for (int bar = 0; bar < 64; bar++)
        {
            BarContext context = Contexts.Plain("cinematic", Mode.Minor, 4, bar * 2);
            context = context with { Controls = context.Controls with { Energy = 0.8, Density = 0.7 } };
            body += Tail(Bar(context));
            fill += Tail(Bar(context with { Role = BarRole.Fill, NextKey = new Key(3, Mode.Minor) }));
            bridge += Bar(context with { Role = BarRole.Bridge, NextKey = new Key(3, Mode.Minor) }).Notes.Sum(n => n.Layer == 0 && n.Tick >= 2880 ? n.Velocity : 0);
        }

        Assert.True(fill > body, $"{body} to {fill}");
        Assert.True(bridge > 0);

        static int Tail(BarScore score) => score.Notes.Count(n => n.Layer == 0 && n.Tick >= 2880);
    }

    private static string Rhythm(BarContext context) =>
        string.Join(' ', Bar(context).Notes.Where(n => n.Layer == 4).Select(n => (n.Tick + 100) / 240));

    private static string Written(List<Note> notes) =>
        string.Join(' ', notes.Select(n => (n.Layer, (n.Tick + 60) / 240, n.Pitch)).Order());

    private static BarScore Bar(BarContext context)
    {
        BarScore score = new();
        Composer.Compose(context, score);
        return score;
    }
}
