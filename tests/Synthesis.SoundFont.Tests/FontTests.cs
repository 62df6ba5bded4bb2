using System.Security.Cryptography;
using SessionService.Synthesis.SoundFont.Tests.Support;

namespace SessionService.Synthesis.SoundFont.Tests;

public class FontTests
{
    [Fact]
    public void The_fingerprint_names_file_and_library() => Assert.Equal(
        $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Fonts.SharedPath)))} libfluidsynth {FluidLibrary.Version}",
        Fonts.Shared.Fingerprint);

    [Fact]
    public void What_is_not_recorded_is_played_by_the_built_in_instrument()
    {
        Assert.False(Fonts.Shared.Has("sub-bass"));
        (_, float[] with) = Play.Render(Play.Band(Fonts.Shared), [Play.Note(0, 36, layer: 2, instrument: 2)], 9_600, () => 960);
        (_, float[] without) = Play.Render(Play.Band(null), [Play.Note(0, 36, layer: 2, instrument: 2)], 9_600, () => 960);
        Assert.Equal(without, with);
        Assert.Contains(with, x => Math.Abs(x) > 0.01f);
    }

    [Fact]
    public void Every_replaced_instrument_is_in_the_catalogue() =>
        Assert.Empty(Programs.All.Select(program => program.Instrument).Except(InstrumentCatalogue.Names));

    [Fact]
    public void A_missing_file_is_said_so()
    {
        SoundFontException fault = Assert.Throws<SoundFontException>(() => SoundFontLibrary.Open("/nowhere/none.sf2"));
        Assert.Contains("/nowhere/none.sf2", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("RIFF this is not a font")]
    [InlineData("RIFF....sfbk and then nothing that makes sense")]
    public void A_file_that_is_no_font_is_refused(string content)
    {
        Assert.SkipUnless(FluidLibrary.IsAvailable, FluidLibrary.UnavailableReason ?? string.Empty);
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, content);
            SoundFontException fault = Assert.Throws<SoundFontException>(() => SoundFontLibrary.Open(path));
            Assert.Contains("is not a SoundFont", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
