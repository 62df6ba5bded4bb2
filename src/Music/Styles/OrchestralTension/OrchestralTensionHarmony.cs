using SessionService.Music.Composition;
using SessionService.Music.Styles.Common;

namespace SessionService.Music.Styles.OrchestralTension;

/// <summary>Lines of suspense: a tonic that cannot be left, semitone neighbours, diminished sevenths, the Neapolitan.</summary>
internal static class OrchestralTensionHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => ModalLines.Under(
        (Mode.Minor,
            ["i | % | iio | V", "i | bVI/T | i | V", "i | iv/T | bVI | V7", "i | i/3 | iv | V"],
            ["iv | bVI | V7 | i", "bVI | iio | V | i", "iv | i/5 | V | i", "bVI | iv | V7b9 | i"]),
        (Mode.HarmonicMinor,
            ["i | % | viio7 | V", "i | iio/T | bVI | V7", "i | iv | viio7 | V", "i | bVI | iio | V7b9"],
            ["iv | bVI | V7 | i", "iio | viio7 | V7 | i", "bVI | iv | viio7 V | i", "iv | i/3 | V7b9 | i"]),
        (Mode.Phrygian,
            ["i | % | bII/T | %", "i | bII | i | bvii", "i | iv | bII | bvii", "i | bII/T | bVI | bII"],
            ["bVI | bvii | bII | i", "iv | bVI | bII | i", "bIII | iv | bII | i"]),
        (Mode.Major,
            ["I | % | iv | V", "I | iii | IV | V", "I | ii/T | IV | V7", "vi | iii | IV | V"],
            ["IV | iv | V7 | I", "ii | IV | V | I", "vi | ii | V7 | I"]));
}
