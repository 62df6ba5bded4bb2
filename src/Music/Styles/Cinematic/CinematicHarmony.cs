using SessionService.Music.Composition;

namespace SessionService.Music.Styles.Cinematic;

/// <summary>Lines of film music: stepping basses by inversion, mediants, suspensions before a cadence.</summary>
internal static class CinematicHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => new Dictionary<Mode, Progressions>
    {
        [Mode.Major] = Progressions.Read(
            ["I | V/3 | vi | IV", "I | iii | IV | V", "vi | IV | I/3 | V", "I | IV | ii | Vsus V", "IV | I/3 | ii | V"],
            ["IV | V | V7 | I", "vi | IV | Vsus V | I", "ii | I/3 | IV V | I", "IV | iv | V | I", "vi | iii | IV V | I"]),
        [Mode.Minor] = Progressions.Read(
            ["i | bVI | bIII | bVII", "i | bVII/3 | bVI | V", "i | iv | bVI | V", "i | v/3 | bVI | bVII", "bVI | bVII | i | v"],
            ["iv | bVI | V | i", "bVI | bVII | Vsus V | i", "iv | i/3 | iio V | i", "bVI | iv | bVII | i", "bIII | iv | bVI bVII | i"]),
        [Mode.Dorian] = Progressions.Read(
            ["i | IV | bVII | IV", "i | bVII | IV | v", "i | bIII | bVII | IV", "i | v/3 | IV | bVII"],
            ["bIII | bVII | IV | i", "IV | v | bVII | i", "bVII | IV/3 | v | i", "ii | IV | v bVII | i"]),
        [Mode.Phrygian] = Progressions.Read(
            ["i | bII | i | bII", "i | bvii | bVI | bII", "i | iv | bVI | bvii", "i | bII/3 | bIII | bII"],
            ["bVI | bIII | bII | i", "iv | bvii | bII | i", "bIII | bVI | bII | i", "bVI | bvii | bvii bII | i"]),
        [Mode.Lydian] = Progressions.Read(
            ["I | II/T | I | II", "I | V/3 | vi | II", "I | II | vii | V", "I | iii | vi | II"],
            ["vi | V | II | I", "iii | II | V | I", "vi | vii | II V | I", "I | V/3 | II V | I"]),
        [Mode.Mixolydian] = Progressions.Read(
            ["I | bVII | IV/3 | IV", "I | v | bVII | IV", "I | ii | IV | bVII", "I | IV | bVII | v"],
            ["IV | I/3 | bVII | I", "bVII | IV | v bVII | I", "vi | IV | bVII | I", "ii | v | bVII | I"]),
        [Mode.HarmonicMinor] = Progressions.Read(
            ["i | iv | bVI | V", "i | V/3 | bVI | V", "i | bVI | iv | Vsus V", "i | viio7 | i/3 | V"],
            ["iv | bVI | V | i", "bVI | iv | Vsus V | i", "iv | i/3 | iio V | i", "bVI | bVI | viio7 V | i"]),
    };
}
