namespace SessionService.Synthesis.SoundFont.Tests.Support;

/// <summary>The fonts that operating systems bring.</summary>
internal static class Fonts
{
    private static readonly string? Path = new[]
    {
        "/usr/share/sounds/sf3/MuseScore_General_Lite.sf3", "/usr/share/sounds/sf3/default-GM.sf3", "/usr/share/sounds/sf2/FluidR3_GM.sf2",
        "/usr/share/sounds/sf2/default-GM.sf2",
    }.FirstOrDefault(File.Exists);

    private static readonly Lazy<SoundFontLibrary> Library = new(() => SoundFontLibrary.Open(Path!));

    /// <summary>One of them, read once; the test is skipped where there is none, or no library.</summary>
    public static SoundFontLibrary Shared
    {
        get
        {
            Assert.SkipUnless(FluidLibrary.IsAvailable, FluidLibrary.UnavailableReason ?? string.Empty);
            Assert.SkipUnless(Path is not null, "No General MIDI SoundFont is installed (Debian: apt-get install musescore-general-soundfont-small).");
            return Library.Value;
        }
    }

    /// <summary>Its file.</summary>
    public static string SharedPath
    {
        get
        {
            _ = Shared;
            return Path!;
        }
    }
}
