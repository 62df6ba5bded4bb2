using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.Meditation;

/// <summary>Lines of stillness: chords of two bars over a tonic that goes on sounding, plagal closes.</summary>
internal static class MeditationHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Major,
            ["I | % | IV/T | %", "I | % | ii/T | IV", "I | IV/T | I | IV", "IV | % | I | ii"],
            ["IV | % | V | I", "ii | vi | ii | I", "vi | % | IV | I", "IV | I | IV | I"]),
        (Mode.Minor,
            ["i | % | bVI/T | %", "i | % | iv/T | bVII", "i | bVII/T | i | iv", "bVI | % | i | iv"],
            ["iv | % | bVII | i", "bVI | % | iv | i", "bIII | % | v | i"]),
        (Mode.Dorian,
            ["i | % | IV/T | %", "i | % | ii/T | IV", "i | bVII/T | i | IV", "bIII | % | i | IV"],
            ["IV | % | bVII | i", "bIII | % | IV | i", "ii | % | v | i"]),
        (Mode.Lydian,
            ["I | % | II/T | %", "I | II/T | I | V", "vi | % | I | II", "I | % | vii | II"],
            ["vi | % | II | I", "II | % | V | I", "iii | % | II | I"]),
        (Mode.Mixolydian,
            ["I | % | bVII/T | %", "I | % | IV/T | v", "I | bVII/T | I | IV", "IV | % | I | bVII"],
            ["IV | % | bVII | I", "ii | % | v | I", "vi | % | bVII | I"]));
}
