using SessionService.Music.Composition;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Theory;

public sealed class ScaleTests
{
    [Theory]
    [InlineData(Mode.Major, "C D E F G A B")]
    [InlineData(Mode.Minor, "C D Eb F G Ab Bb")]
    [InlineData(Mode.Dorian, "C D Eb F G A Bb")]
    [InlineData(Mode.Phrygian, "C Db Eb F G Ab Bb")]
    [InlineData(Mode.Lydian, "C D E F# G A B")]
    [InlineData(Mode.Mixolydian, "C D E F G A Bb")]
    [InlineData(Mode.HarmonicMinor, "C D Eb F G Ab B")]
    public void ModesHaveTheirNotes(Mode mode, string notes)
    {
        string[] names = ["C", "Db", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"];
        Scale scale = Scale.Of(new Key(0, mode));
        Assert.Equal(notes, string.Join(' ', Enumerable.Range(0, 7).Select(degree => names[scale.Offset(degree)])));
    }

    [Fact]
    public void DegreesGoOnOverOctavesBothWays()
    {
        Scale scale = Scale.Of(new Key(0, Mode.Major));
        Assert.Equal([48, 57, 59, 60, 62, 71, 72, 84], new[] { -7, -2, -1, 0, 1, 6, 7, 14 }.Select(d => scale.PitchAt(60, d)));
        for (int degree = -20; degree < 20; degree++)
        {
            Assert.Equal(degree, scale.DegreeBelow(60, scale.PitchAt(60, degree)));
        }

        Assert.Equal(3, scale.DegreeBelow(60, 66));
    }

    [Fact]
    public void ALeadingNoteTakesThePlaceOfTheSeventhOverTheDominant()
    {
        Scale minor = Scale.Of(new Key(9, Mode.Minor));
        Scale over = minor.Over(new Chord(4, ChordQuality.Dominant7).Mask);
        Assert.True(over.Contains(68));
        Assert.False(over.Contains(67));
        Assert.Equal(Scale.Of(new Key(9, Mode.HarmonicMinor)).Mask, over.Mask);
    }

    [Fact]
    public void AScaleOverAChordHoldsTheChordAndStaysInOrder()
    {
        foreach (Mode mode in Enum.GetValues<Mode>())
        {
            foreach (ChordQuality quality in Enum.GetValues<ChordQuality>())
            {
                for (int fifths = -6; fifths < 6; fifths++)
                {
                    Scale over = Scale.Of(new Key(2, mode)).Over(new Chord(fifths, quality).Mask);
                    Assert.Equal(2, over.Tonic);
                    for (int degree = 1; degree < 7; degree++)
                    {
                        Assert.True(over.Offset(degree) > over.Offset(degree - 1), $"{mode} {quality} {fifths}");
                    }
                }
            }
        }
    }
}
