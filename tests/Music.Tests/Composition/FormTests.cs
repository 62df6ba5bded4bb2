using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Composition;

/// <summary>Phrases, cadences, motifs and the long run.</summary>
public sealed class FormTests
{
    private static readonly RuleComposer Composer = new();

    /// <summary>All but those that go in choruses of twelve bars: <see cref="BluesTests"/>.</summary>
    public static TheoryData<string, Mode> StylesAndModes
    {
        get
        {
            TheoryData<string, Mode> data = [];
            foreach (Style style in StyleCatalogue.All)
            {
                foreach (Mode mode in Enum.GetValues<Mode>().Where(mode => mode != Mode.Blues || style.Idiom.Blues is null))
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
                List<ChordSpan> chords = Bar(Contexts.Plain(style, mode, seed, bar)).Chords;
                ChordSpan before = Bar(Contexts.Plain(style, mode, seed, bar - 1)).Chords[^1];
                int tonic = TonicOf(style, mode, seed, bar);
                bool closes = chords[0].Root == tonic || (chords[^1].Root == tonic && chords.Count > 1);
                bool deceives = bar % 32 == 15 && chords[0].Root == (mode.IsMinor() ? 8 : 9);
                Assert.True(bar % 8 == 7 ? closes || deceives : chords[^1].Root != tonic, $"{seed}, bar {bar}: {chords[^1].Symbol}");
                Assert.True(bar % 8 != 7 || before.Root != tonic, $"{before.Symbol} to {chords[0].Symbol} in bar {bar}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(StylesAndModes))]
    public void AnotherKeyIsANeighbourReachedByAPivotAndLeftByItsDominant(string style, Mode mode)
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            int tonic = TonicOf(style, mode, seed, 31);
            Assert.True(tonic is 0 or 7 or 5);
            if (tonic != 0)
            {
                // The tonic before is a chord of the new key too, and the last bar turns to the dominant of home.
                Key next = new(tonic, mode);
                ChordSpan pivot = Bar(Contexts.Plain(style, mode, seed, 23)).Chords[0];
                Assert.True(Scale.Of(next).Contains(pivot.Root));
                ChordSpan turn = Bar(Contexts.Plain(style, mode, seed, 31)).Chords[^1];
                Assert.Equal(7, turn.Root);
                Assert.True(PitchClass.In(turn.PitchClasses, 11), "the leading note of home");
                Assert.Equal(0, TonicOf(style, mode, seed, 39));
            }
        }
    }

    // The last period of every four may stand in another key; its last bar begins on that key's tonic.
    private static int TonicOf(string style, Mode mode, ulong seed, int bar) =>
        bar % 32 < 24 ? 0 : Bar(Contexts.Plain(style, mode, seed, bar - (bar % 8) + 7)).Chords[0].Root;

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
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
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

        Assert.True(seen.Count > 50);
    }

    [Theory]
    [MemberData(nameof(StyleNames.All), MemberType = typeof(StyleNames))]
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
        string.Join(' ', Bar(context).Notes.Where(n => n.Layer == 4).Select(n => (n.Tick + 60) / 240));

    private static string Written(List<Note> notes) =>
        string.Join(' ', notes.Select(n => (n.Layer, (n.Tick + 60) / 240, n.Pitch)).Order());

    private static BarScore Bar(BarContext context)
    {
        BarScore score = new();
        Composer.Compose(context, score);
        return score;
    }
}
