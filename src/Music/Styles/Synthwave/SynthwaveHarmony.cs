using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Synthwave;

/// <summary>Lines of synthwave: loops around i, bVI, bIII and bVII, one chord a bar, hardly a dominant.</summary>
internal static class SynthwaveHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Minor,
            ["i | bVI | bIII | bVII", "i | bIII | bVII | bVI", "i | bVII | bVI | bVII", "bVI | bVII | i | v", "i | iv | bVI | bVII"],
            ["bVI | bIII | bVII | i", "iv | bVI | bVII | i", "bVI | iv | bVII | i", "bVI | bVII | v | i", "bIII | bVI | bVII | i"]),
        (Mode.Major,
            ["I | V | vi | IV", "vi | IV | I | V", "I | iii | vi | IV", "IV | V | vi | V"],
            ["IV | vi | V | I", "ii | vi | V | I", "IV | iv | V | I", "vi | IV | V | I"]),
        (Mode.Dorian,
            ["i | bIII | bVII | IV", "i | IV | bVII | IV", "i | bVII | IV | v", "bIII | bVII | i | IV"],
            ["bVII | IV | v | i", "bIII | IV | bVII | i", "IV | bIII | bVII | i"]));
}
