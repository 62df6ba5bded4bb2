using SessionService.Listen.Goldens;
using SessionService.Music.Styles;

namespace SessionService.Properties.Tests;

/// <summary>
/// Eight seconds of each style against what was approved: a person looked at the listening report of that day and let
/// it stand. Where the machine's arithmetic is that of the golden, every bit must be the same; elsewhere loudness and
/// every octave of every second within a decibel. A change on purpose is made with <c>bench/listen --goldens
/// tests/Properties.Tests/Goldens</c>, in a commit that says why.
/// </summary>
public sealed class GoldenRenderTests
{
    private const double ToleranceDb = 1;

    public static TheoryData<string> Styles => [.. StyleCatalogue.All.Select(style => style.Name)];

    [Theory]
    [MemberData(nameof(Styles))]
    public void A_style_sounds_as_it_was_approved(string style)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Goldens", style + ".json");
        Assert.True(File.Exists(path), $"{style} has no golden: look at its listening report, then bench/listen --goldens tests/Properties.Tests/Goldens");
        Golden approved = Golden.Read(path), now = GoldenMaker.Of(StyleCatalogue.Find(style)!);

        double distance = approved.Distance(now);

        Assert.True(distance <= ToleranceDb, FormattableString.Invariant($"{style} lies {distance:0.0} dB from what was approved."));
        if (approved.Arithmetic == now.Arithmetic)
        {
            Assert.True(approved.Sha256 == now.Sha256, $"{style} is within {distance:0.00} dB of what was approved, but not the same samples.");
        }
    }

    [Fact]
    public void A_render_is_the_same_twice()
    {
        Golden first = GoldenMaker.Of(StyleCatalogue.All[0]), second = GoldenMaker.Of(StyleCatalogue.All[0]);

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(0, first.Distance(second));
    }

    [Fact]
    public void Another_style_is_far_away()
    {
        Assert.True(GoldenMaker.Of(StyleCatalogue.All[0]).Distance(GoldenMaker.Of(StyleCatalogue.All[1])) > 6);
    }
}
