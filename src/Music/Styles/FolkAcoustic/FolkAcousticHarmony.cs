using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.FolkAcoustic;

/// <summary>Lines of folk song: three chords and their relatives, plagal closes, the flat seventh of the old modes.</summary>
internal static class FolkAcousticHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Major,
            ["I | IV | I | V", "I | V | vi | IV", "I | I/3 | IV | V", "I | vi | IV | V", "IV | I | ii | V"],
            ["IV | I | V | I", "vi | IV | V | I", "I | V | IV | I", "ii | vi | V | I", "IV | I/3 | IV V | I"]),
        (Mode.Minor,
            ["i | bVII | i | v", "i | bIII | bVII | v", "i | iv | bVII | V", "i | bVI | bIII | bVII"],
            ["bIII | bVII | v | i", "iv | i | v | i", "bVI | bVII | v | i", "i | bVI | bVII | i"]),
        (Mode.Dorian,
            ["i | bVII | i | IV", "i | IV | bVII | IV", "i | bIII | bVII | IV", "bIII | bVII | i | v"],
            ["bIII | IV | bVII | i", "i | IV | v | i", "bIII | bVII | IV | i"]),
        (Mode.Mixolydian,
            ["I | bVII | I | IV", "I | IV | bVII | IV", "I | v | bVII | IV", "I | ii | IV | bVII"],
            ["I | IV | bVII | I", "IV | I | bVII | I", "ii | v | bVII | I"]));

    /// <summary>The country blues: plain, with or without the quick change.</summary>
    public static TwelveBars Blues { get; } = TwelveBars.Read(
        ["I7 | % | I7 | %", "I7 | IV7 | I7 | %"],
        ["IV7 | % | I7 | %", "IV7 | IV7 | I7 | I7"],
        ["V7 | IV7 | I7 | V7", "V7 | % | I7 | V7", "V7 | IV7 | I7 | I7 V7"]);
}
