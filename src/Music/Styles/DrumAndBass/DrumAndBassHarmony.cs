using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.DrumAndBass;

/// <summary>Lines of liquid drum and bass: slow minor changes, a chord for one bar or two under fast drums.</summary>
internal static class DrumAndBassHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Minor,
            ["i | % | bVI | bVII", "i | % | iv | v", "bVI | % | i | bVII", "i | bVI | bIII | bVII", "iv | % | bVI | v"],
            ["bVI | % | v | i", "iv | bVI | bVII | i", "bIII | bVII | v | i", "iv | % | bVII | i"]),
        (Mode.Dorian,
            ["i | % | IV | %", "i | bIII | IV | v", "bIII | % | i | IV", "i | % | bVII | IV"],
            ["IV | % | v | i", "bIII | IV | bVII | i", "ii | % | v | i"]),
        (Mode.Phrygian,
            ["i | % | bII | %", "i | bII | bIII | bII", "i | % | bvii | bII", "bVI | % | iv | bII"],
            ["bVI | % | bII | i", "iv | bIII | bII | i", "bIII | bvii | bII | i"]),
        (Mode.Major,
            ["I | % | vi | IV", "IV | % | I | V", "vi | % | IV | V", "I | iii | IV | ii"],
            ["IV | % | V | I", "ii | vi | V | I", "vi | IV | V | I"]));
}
