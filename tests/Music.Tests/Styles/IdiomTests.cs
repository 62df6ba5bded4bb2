using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Tests.Idioms;

/// <summary>What the styles' data must hold for the writers to rely on it.</summary>
public sealed class IdiomTests
{
    public static TheoryData<string> Names => [.. StyleCatalogue.All.Select(style => style.Name)];

    [Fact]
    public void StylesAreFoundByNameInOrder()
    {
        Assert.Equal(
            [
                "ambient", "chiptune", "cinematic", "drum-and-bass", "folk-acoustic", "funk", "house", "lo-fi", "lounge-jazz", "meditation",
                "orchestral-tension", "synthwave",
            ],
            StyleCatalogue.All.Select(style => style.Name));
        Assert.All(StyleCatalogue.All, style => Assert.Same(style, StyleCatalogue.Find(style.Name)));
        Assert.Null(StyleCatalogue.Find("LO-FI"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryEnergyHasEveryPattern(string name)
    {
        Idiom idiom = StyleCatalogue.Find(name)!.Idiom;
        for (int i = 0; i <= 1000; i++)
        {
            double energy = i / 1000.0;
            Assert.Contains(idiom.Grooves, groove => groove.Energies.Contains(energy));
            Assert.Contains(idiom.Basses, bass => bass.Energies.Contains(energy));
            Assert.Contains(idiom.Comps, comp => comp.Energies.Contains(energy));
            Assert.Contains(idiom.Arps, arp => arp.Energies.Contains(energy));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void HarmonyOpensAndClosesInEveryMode(string name)
    {
        Idiom idiom = StyleCatalogue.Find(name)!.Idiom;
        foreach (Mode mode in Enum.GetValues<Mode>())
        {
            Progressions lines = idiom.LinesOf(mode);
            Assert.True(lines.Open.Count >= 3 && lines.Closed.Count >= 3);
            Assert.Contains(lines.Open, line => line[0][0].Numeral.Semitones == 0);
            Assert.All(lines.Open, line => Assert.NotEqual(0, line[3][^1].Numeral.Semitones));
            Assert.All(lines.Closed, line => Assert.Equal(HarmonicFunction.Tonic, line[3][^1].Numeral.Function));
            Assert.All(lines.Closed, line => Assert.Equal(0, line[3][^1].Numeral.Semitones));
            Assert.All(lines.Closed, line => Assert.NotEqual(HarmonicFunction.Tonic, line[2][^1].Numeral.Function));
            Assert.Equal(-1, lines.Open.Min(line => line.Light));
            Assert.Equal(1, lines.Open.Max(line => line.Light));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void LinesAreMostlyOfTheirMode(string name)
    {
        Idiom idiom = StyleCatalogue.Find(name)!.Idiom;
        foreach (Mode mode in Enum.GetValues<Mode>())
        {
            int scale = Scale.Of(new Key(0, mode)).Mask;
            int roots = 0;
            int foreign = 0;
            foreach (HarmonyLine line in idiom.LinesOf(mode).Open.Concat(idiom.LinesOf(mode).Closed))
            {
                for (int bar = 0; bar < HarmonyLine.Bars; bar++)
                {
                    foreach (LineChord chord in line[bar])
                    {
                        roots++;
                        foreign += PitchClass.In(scale, chord.Numeral.Semitones) ? 0 : 1;
                    }
                }
            }

            Assert.True(foreign <= 0.05 * roots, $"{name} {mode}: {foreign} of {roots} roots are foreign");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void RangesHoldWhatWritersNeed(string name)
    {
        Style style = StyleCatalogue.Find(name)!;
        foreach (Part part in Enum.GetValues<Part>())
        {
            Assert.True(style.Instruments.ContainsKey(part));
            if (part != Part.Drums)
            {
                PartRange range = style.Idiom.Ranges[part];
                Assert.True(range.Low >= 21 && range.High <= 108 && range.High - range.Low >= (part == Part.Bass ? 18 : 24));
            }
        }

        Assert.True(style.Idiom.Swing.Least >= 0.5 && style.Idiom.Swing.Most <= 0.66);
        Assert.True(style.Idiom.Velocity.Calm < style.Idiom.Velocity.Forceful);
    }

    [Theory]
    [InlineData("X...")]
    [InlineData("X... .... .... .....")]
    public void APatternHasSixteenSteps(string text) => Assert.Throws<ArgumentException>(() => new StepPattern(text));

    [Fact]
    public void ALineHasFourBarsOfNumerals()
    {
        Assert.Throws<FormatException>(() => new HarmonyLine("I | IV | V"));
        Assert.Throws<FormatException>(() => new HarmonyLine("I | IV | X | I"));
    }
}
