using SessionService.Music.Composition;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Theory;

public sealed class SpellingTests
{
    [Theory]
    [InlineData(0, Mode.Major, "C")]
    [InlineData(1, Mode.Major, "Db")]
    [InlineData(1, Mode.Minor, "C#")]
    [InlineData(3, Mode.Minor, "Eb")]
    [InlineData(6, Mode.Major, "Gb")]
    [InlineData(6, Mode.Dorian, "F#")]
    [InlineData(8, Mode.Major, "Ab")]
    [InlineData(8, Mode.Phrygian, "G#")]
    [InlineData(8, Mode.HarmonicMinor, "G#")]
    [InlineData(10, Mode.Lydian, "Bb")]
    [InlineData(11, Mode.Mixolydian, "B")]
    public void TonicHasTheNameOfFewestAccidentals(int tonic, Mode mode, string name) =>
        Assert.Equal(name, Spelling.Name(Spelling.TonicFifths(new Key(tonic, mode))));

    [Theory]
    [InlineData("IV", 0, Mode.Major, "F")]
    [InlineData("bVI", 0, Mode.Minor, "Ab")]
    [InlineData("bVII", 4, Mode.Minor, "D")]
    [InlineData("V7", 9, Mode.Minor, "E7")]
    [InlineData("V7", 6, Mode.Minor, "C#7")]
    [InlineData("viio7", 9, Mode.Minor, "G#dim7")]
    [InlineData("bII", 4, Mode.Phrygian, "F")]
    [InlineData("I/3", 5, Mode.Major, "F/A")]
    [InlineData("V/3", 9, Mode.HarmonicMinor, "E/G#")]
    [InlineData("v/3", 2, Mode.Dorian, "Am/C")]
    [InlineData("bVI/T", 0, Mode.Minor, "Ab/C")]
    [InlineData("II/T", 5, Mode.Lydian, "G/F")]
    [InlineData("iih7", 0, Mode.Major, "Dm7b5")]
    [InlineData("IVmaj9", 3, Mode.Major, "Abmaj9")]
    public void ChordsAreSpelledInTheirKey(string numeral, int tonic, Mode mode, string symbol)
    {
        RomanNumeral roman = RomanNumeral.Parse(numeral);
        Assert.Equal(symbol, roman.In(new Key(tonic, mode), roman.Quality).Symbol);
    }

    [Fact]
    public void EveryNameMeansItsPitchClass()
    {
        const string Letters = "C D EF G A B";
        for (int fifths = -20; fifths <= 20; fifths++)
        {
            string name = Spelling.Name(fifths);
            int pitch = Letters.IndexOf(name[0], StringComparison.Ordinal) + (name.Length == 1 ? 0 : name[1] == '#' ? 1 : -1);
            Assert.Equal(PitchClass.Of(fifths * 7), PitchClass.Of(pitch));
            Assert.True(name.Length <= 2);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("VIII")]
    [InlineData("H")]
    [InlineData("V/9")]
    [InlineData("Vsharp")]
    public void WhatIsNoNumeralIsRefused(string text) => Assert.Throws<FormatException>(() => RomanNumeral.Parse(text));
}
