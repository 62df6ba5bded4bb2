using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.House;

/// <summary>Lines of house: soul chords in short loops, minor sevenths that slide side by side.</summary>
internal static class HouseHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Minor,
            ["i | iv | i | bVII", "i | bVI | bIII | bVII", "i | v | iv | bVII", "iv | i | bVI | bVII", "i | bVII | bVI | v"],
            ["iv | bVI | v | i", "bVI | bVII | v | i", "iv | v | bVII | i", "bVI | v | iv | i"]),
        (Mode.Dorian,
            ["i | IV | i | IV", "i | ii | bIII | ii", "i | bVII | IV | bVII", "bIII | ii | i | v"],
            ["bIII | IV | v | i", "bVII | IV | v | i", "ii | bIII | IV | i"]),
        (Mode.Major,
            ["I | iii | vi | IV", "I | vi | ii | V", "IV | iii | vi | V", "I | IV | ii | IV"],
            ["IV | iii | ii V | I", "ii | vi | V | I", "IV | V | IV V | I"]));
}
