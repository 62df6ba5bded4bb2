using SessionService.Music.Random;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Theory;

public sealed class VoiceLeadingTests
{
    private static readonly VoiceSpace Space = new(48, 74, 60, 0.4);

    [Fact]
    public void InATwoFiveOneTheSeventhsFallByStep()
    {
        Chord two = new(2, ChordQuality.Minor7);
        Chord five = new(1, ChordQuality.Dominant7);
        Chord one = new(0, ChordQuality.Major7);
        Voicing first = VoiceLeading.Begin(two, Space);
        Voicing second = VoiceLeading.Lead(five, Space, (first, 38), 43);
        Voicing third = VoiceLeading.Lead(one, Space, (second, 43), 36);
        AssertFalls(first, second, 0);
        AssertFalls(second, third, 5);
        Assert.True(first.DistanceTo(second) <= 6 && second.DistanceTo(third) <= 6);
    }

    private static void AssertFalls(Voicing from, Voicing to, int seventh)
    {
        int voice = Enumerable.Range(0, Voicing.Size).Single(v => from[v] % 12 == seventh);
        Assert.InRange(to[voice], from[voice] - 2, from[voice] - 1);
    }

    [Fact]
    public void ChordsAreCompleteInRangeInOrderAndNear()
    {
        CounterRandom draws = CounterRandom.For(1, 2, 3, 4);
        Voicing before = VoiceLeading.Begin(new Chord(0, ChordQuality.Major), Space);
        int bass = 36;
        int qualities = ChordQualities.Count;
        for (int i = 0; i < 5000; i++)
        {
            Chord chord = new(draws.Next(12) - 6, (ChordQuality)draws.Next(qualities));
            int nextBass = PitchClass.Nearest(chord.Root, 38);
            Voicing next = VoiceLeading.Lead(chord, Space, (before, bass), nextBass);
            Assert.True(next.Bottom >= Space.Low && next.Top <= Space.High);
            Assert.True(next.Bottom < next.LowerMiddle && next.LowerMiddle < next.UpperMiddle && next.UpperMiddle < next.Top);
            int mask = (1 << next.Bottom % 12) | (1 << next.LowerMiddle % 12) | (1 << next.UpperMiddle % 12) | (1 << next.Top % 12);
            Assert.Equal(0, mask & ~chord.Mask);
            Assert.NotEqual(0, mask & (1 << PitchClass.Of(chord.Root + chord.Third)));
            Assert.True(before.DistanceTo(next) <= 24, $"{chord.Symbol} moves {before.DistanceTo(next)}");
            Assert.False(Interval.IsParallelPerfect(bass, before.Top, nextBass, next.Top), chord.Symbol);
            Assert.False(Interval.IsParallelPerfect(before.Bottom, before.Top, next.Bottom, next.Top), chord.Symbol);
            (before, bass) = (next, nextBass);
        }
    }

    [Fact]
    public void TheSameChordStays()
    {
        Chord chord = new(3, ChordQuality.Minor9);
        Voicing first = VoiceLeading.Begin(chord, Space);
        Assert.Equal(first, VoiceLeading.Lead(chord, Space, (first, 45), 45));
    }

    [Fact]
    public void ARangeTooNarrowIsRefused() =>
        Assert.Throws<ArgumentException>(() => VoiceLeading.Begin(new Chord(0, ChordQuality.Major), new VoiceSpace(60, 64, 62, 0)));

    [Theory]
    [InlineData(36, 55, 38, 57, true)]
    [InlineData(36, 60, 41, 65, true)]
    [InlineData(36, 55, 36, 55, false)]
    [InlineData(36, 55, 38, 55, false)]
    [InlineData(36, 52, 38, 54, false)]
    public void ParallelPerfectsAreKnown(int lowBefore, int highBefore, int lowAfter, int highAfter, bool parallel) =>
        Assert.Equal(parallel, Interval.IsParallelPerfect(lowBefore, highBefore, lowAfter, highAfter));
}
