using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Funk;

/// <summary>Lines of funk: a chord and its neighbour for bars on end, then a short way round before the one.</summary>
internal static class FunkHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Dorian,
            ["i | % | i | IV", "i | IV | i | IV", "i | % | % | v", "i | IV | i | bVII"],
            ["i | % | IV bVII | i", "bIII | IV | v | i", "i | IV | bVII | i", "IV | % | v | i"]),
        (Mode.Minor,
            ["i | % | i | iv", "i | iv | i | v", "i | % | bVI | bVII", "i | bVII | i | bVII"],
            ["i | iv | V7 | i", "bVI | bVII | v | i", "iv | % | V7 | i", "i | bIII iv | v | i"]),
        (Mode.Mixolydian,
            ["I7 | % | I7 | IV7", "I7 | IV7 | I7 | bVII", "I7 | % | % | v", "I7 | bVII | I7 | IV7"],
            ["I7 | % | bVII IV7 | I7", "IV7 | % | v | I7", "ii | IV7 | bVII | I7"]),
        (Mode.Major,
            ["I | IV | I | V", "I | % | ii | V", "I | vi | ii | V7", "I | IV | I | ii"],
            ["IV | iii | ii V | I", "ii | % | V7 | I", "IV | % | V7 | I"]));

    /// <summary>The blues under a funk beat: long on the one, home by the fifth and the fourth, or down to the fifth.</summary>
    public static TwelveBars Blues { get; } = TwelveBars.Read(
        ["I7 | % | I7 | %", "I7 | IV7 | I7 | %", "I7 | IV7 | I7 | I7"],
        ["IV7 | % | I7 | %", "IV7 | IV7 | I7 | I7"],
        ["V7 | IV7 | I7 | V7", "V7 | % | I7 | V7", "bVI7 | V7 | I7 | V7", "V7 | IV7 | I7 | I7 V7"]);
}
