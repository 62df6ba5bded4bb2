using SessionService.Music.Composition;

namespace SessionService.Music.Styles.LoFi;

/// <summary>Lines of lo-fi: ii-V motion, plagal and modal loops.</summary>
internal static class LoFiHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => new Dictionary<Mode, Progressions>
    {
        [Mode.Major] = Progressions.Read(
            ["I | vi | ii | V", "IV | iii | ii | V7sus V", "I | iii | IV | V", "vi | ii | IV | V", "IV | V | iii vi | ii V"],
            ["IV | iii vi | ii V | I", "vi | IV | V | I", "IV | iv | V7sus V | I", "ii | iii | IV V | I", "iii | vi | ii V | I"]),
        [Mode.Minor] = Progressions.Read(
            ["i | bVI | iv | V7", "i | bVII | bVI | V7", "i | iv | bIII | v", "bVI | bVII | i | v", "iv | bVII | bIII bVI | V7"],
            ["iv | bVII | iio V7 | i", "bVI | bVII | V7 | i", "iv | v | bVI bVII | i", "bVI | iv | bVII | i"]),
        [Mode.Dorian] = Progressions.Read(
            ["i | IV | i | v", "i | bIII | IV | v", "i | ii | bIII | IV", "IV | i | ii | bVII"],
            ["bIII | IV | bVII | i", "bVII | IV | v | i", "ii | bIII IV | v | i", "IV | bIII | ii v | i"]),
        [Mode.Phrygian] = Progressions.Read(
            ["i | bII | i | bvii", "i | bVI | iv | bII", "i | bIII | bII | bvii", "bVI | bII | iv | bvii"],
            ["iv | bVI | bII | i", "bVI | bIII | bvii bII | i", "bIII | bvii | bII | i", "iv | bvii | bVI bII | i"]),
        [Mode.Lydian] = Progressions.Read(
            ["I | II | I | V", "I | II | vi | V", "I | iii | II | V", "I | vii | vi | II"],
            ["vi | II | V | I", "iii | vii | II | I", "vi | iii | II V | I", "I | vi | II V | I"]),
        [Mode.Mixolydian] = Progressions.Read(
            ["I | bVII | IV | v", "I | v | ii | IV", "I | IV | ii | bVII", "I | ii | bVII | v"],
            ["IV | v | bVII | I", "vi | IV | bVII | I", "ii | IV | v bVII | I", "IV | ii | bVII | I"]),
        [Mode.HarmonicMinor] = Progressions.Read(
            ["i | iv | bVI | V7", "i | bVI | iio | V7", "i | viio7 | iv | V7", "bVI | iv | i | V7"],
            ["iv | bVI | V7 | i", "bVI | iv | iio V7 | i", "iv | iio | viio7 V7 | i", "i | bVI | iio V7 | i"]),
    };
}
