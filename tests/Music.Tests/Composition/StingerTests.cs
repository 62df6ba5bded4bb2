using SessionService.Music.Composition;
using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

public sealed class StingerTests
{
    private static readonly RuleComposer Composer = new();

    public static TheoryData<string> Kinds => [.. RuleComposer.Stingers];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void StingersAreShortOrderedAndOfTheChord(string kind)
    {
        for (int i = 0; i < 300; i++)
        {
            (StingerContext context, int mask) = Context(kind, i);
            List<Note> notes = Play(context);
            Assert.NotEmpty(notes);
            Assert.Equal(notes.OrderBy(n => n.Tick).ThenBy(n => n.Pitch), notes);
            Assert.True(notes.Max(n => n.Tick + n.Duration) <= 4 * 960, "no longer than four quarters");
            Assert.All(notes, n => Assert.True(n.Layer == 0 && n.Tick >= 0 && n.Duration > 0 && n.Pitch is >= 36 and <= 100 && n.Velocity is >= 30 and <= 115));
            int scale = Scale.Of(context.Key).Over(mask).Mask | mask;
            Assert.True(kind is "failure" or "alert" || notes.All(n => PitchClass.In(scale, n.Pitch)), "in key");
            Assert.True(kind is "failure" or "alert" || PitchClass.In(mask, notes[^1].Pitch), "ends on the chord");
            Assert.Equal(notes, Play(context));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void They_stay_where_their_instrument_sounds(string kind)
    {
        foreach (Style style in StyleCatalogue.All)
        {
            for (int i = 0; i < 40; i++)
            {
                StingerContext context = Context(kind, i).Context with { Style = style.Name };
                Assert.All(Play(context), n => Assert.True(style.StingerRange.Contains(n.Pitch), $"{style.Name}: {n.Pitch}"));
                Assert.All(Play(context with { Instrument = "harp" }), n => Assert.InRange(n.Pitch, 36, 103));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheyVary(string kind)
    {
        StingerContext context = Context(kind, 3).Context;
        int different = Enumerable.Range(0, 20).Select(i => string.Join(' ', Play(context with { Ordinal = i }).Select(n => n.Pitch))).Distinct(StringComparer.Ordinal).Count();
        Assert.True(different >= 2);
    }

    [Fact]
    public void WhatIsHeardIsWhatIsMeant()
    {
        (StingerContext success, _) = Context("success", 5);
        List<Note> up = Play(success);
        Assert.True(up[^1].Pitch > up[0].Pitch);
        List<Note> down = Play(success with { Kind = "failure" });
        Assert.True(down.Min(n => n.Pitch) < down[0].Pitch && down[0].Pitch == down.Max(n => n.Pitch));
        Assert.Equal(2, Play(success with { Kind = "coin" }).Count);
        Assert.Single(Play(success with { Kind = "click" }));
    }

    [Fact]
    public void AnUnknownKindIsRefused() =>
        Assert.Throws<ArgumentException>(() => Play(Context("click", 0).Context with { Kind = "bang" }));

    [Fact]
    public void AnEmptyChordStillHasItsRoot() =>
        Assert.NotEmpty(Play(Context("reveal", 0).Context with { ChordPitchClasses = 0 }));

    private static (StingerContext Context, int Mask) Context(string kind, int index)
    {
        CounterRandom draws = CounterRandom.For(4, 0, index, 0);
        Chord chord = new(draws.Next(12) - 6, (ChordQuality)draws.Next(ChordQualities.Count));
        Key key = new(draws.Next(12), (Mode)draws.Next(7));
        return (new StingerContext(draws.NextUInt64(), kind, "lo-fi", key, chord.Root, chord.Mask, Metre.Common, draws.Next(50)), chord.Mask);
    }

    private static List<Note> Play(StingerContext context)
    {
        List<Note> notes = [];
        Composer.ComposeStinger(context, notes);
        return notes;
    }
}
