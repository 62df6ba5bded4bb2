using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Chiptune;

/// <summary>Lines of old games: quick changes, two chords a bar before a close, the heroic flat sixth and seventh.</summary>
internal static class ChiptuneHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Major,
            ["I | vi | IV | V", "I | V/3 | vi | V", "I | iii | IV | V", "vi | IV | I | V", "I IV | I V | vi IV | V"],
            ["IV V | iii vi | ii V | I", "IV | V | IV V | I", "vi | iii | IV V | I", "ii | V | IV V | I", "IV | bVI | bVII | I"]),
        (Mode.Minor,
            ["i | bVII | bVI | V", "i | bVI | bVII | V", "i | iv | bVII | bIII", "i bVII | bVI V | i | V"],
            ["iv | bVII | bVI V | i", "bVI | bVII | V | i", "bIII | bVI | iv V | i", "iv | v | bVI bVII | i"]),
        (Mode.Mixolydian,
            ["I | bVII | IV | v", "I | bVII | I | bVII", "I | IV | bVII | IV", "I | v | ii | bVII"],
            ["IV | bVII | v bVII | I", "ii | v | bVII | I", "vi | IV | bVII | I"]));
}
