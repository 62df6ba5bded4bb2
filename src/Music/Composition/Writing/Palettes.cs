using SessionService.Music.Styles;

namespace SessionService.Music.Composition.Writing;

/// <summary>Sets of pitch classes that melodies draw on.</summary>
internal static class Palettes
{
    private const int MajorFive = 0b0010_1001_0101;
    private const int MinorFive = 0b0100_1010_1001;
    private const int BluesSix = 0b0100_1110_1001;

    /// <summary>The tones over a chord. A palette gives way to the chord where that is borrowed.</summary>
    public static int Mask(Key key, Palette palette, HarmonySlot slot)
    {
        int scale = slot.Scale.Mask;
        palette = key.Mode switch
        {
            Mode.Blues => Palette.Blues,
            Mode.MajorPentatonic or Mode.MinorPentatonic => Palette.Pentatonic,
            _ => palette,
        };
        int own = palette switch
        {
            Palette.Pentatonic => (key.Mode.IsMinor() ? MinorFive : MajorFive) << key.Tonic,
            Palette.Blues => BluesSix << key.Tonic,
            _ => scale,
        };
        own = (own | (own >> 12)) & 0xFFF;

        // The blue notes are foreign to the scale on purpose; five notes keep to what the chord makes of the scale.
        return (palette == Palette.Blues ? own : own & scale) | slot.Chord.Mask;
    }
}
