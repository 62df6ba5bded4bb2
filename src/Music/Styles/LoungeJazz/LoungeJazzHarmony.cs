using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.LoungeJazz;

/// <summary>Lines of jazz standards: ii-V-I in every key they pass, turnarounds, minor ii-V with a half-diminished.</summary>
internal static class LoungeJazzHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Major,
            ["I | vi | ii | V", "I vi | ii V | iii VI7 | ii V", "I | IV | iii VI7 | ii V", "ii V | I | vi | ii V", "IV | iii VI7 | II7 | V7"],
            ["ii | V | ii V | I", "IV | iii VI7 | ii V | I", "ii V | iii vi | ii V | I", "vi | II7 | ii V | I", "IV | iv | ii V | I"]),
        (Mode.Minor,
            ["i | iv | iih7 | V7", "i bVI | iih7 V7 | i | iih7 V7", "iv | bVII | bIII | V7", "i | bVI | iih7 | V7"],
            ["iv | bVI | iih7 V7 | i", "iih7 V7 | i | iih7 V7 | i", "bVI | iih7 | V7 | i", "iv | bIII bVI | iih7 V7 | i"]),
        (Mode.Dorian,
            ["i | % | ii | v", "i | IV | i | IV", "i | bIII | ii | v", "bIII | IV | i | v"],
            ["bIII | IV | ii v | i", "IV | bVII | v | i", "ii | bIII | v | i"]),
        (Mode.Mixolydian,
            ["I | bVII | I | v", "I | v | IV | bVII", "ii | v | IV | bVII", "I | IV | ii | v"],
            ["IV | bVII | v | I", "ii | v | bVII | I", "vi | ii | v bVII | I"]));

    /// <summary>The jazz blues: quick changes, the fourth degree prepared, ii-V in place of V-IV, a turnaround in two bars.</summary>
    public static TwelveBars Blues { get; } = TwelveBars.Read(
        ["I7 | IV7 | I7 | v I7", "I7 | IV7 | I7 | I7", "I7 | IV7 | I7 | %"],
        ["IV7 | #ivo7 | I7 | VI7", "IV7 | % | I7 | VI7", "IV7 | #ivo7 | I7 | iii VI7"],
        ["ii | V7 | I7 VI7 | ii V7", "ii | V7 | I7 | V7", "V7 | IV7 | I7 VI7 | ii V7"]);
}
