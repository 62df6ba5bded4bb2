using SessionService.Music.Composition;

namespace SessionService.Music.Styles.Ambient;

/// <summary>Lines of ambient music: two bars a chord, plagal and modal turns, pedal points.</summary>
internal static class AmbientHarmony
{
    public static IReadOnlyDictionary<Mode, Progressions> Create() => new Dictionary<Mode, Progressions>
    {
        [Mode.Major] = Progressions.Read(
            ["I | % | IV | V", "I | % | iii | IV", "vi | % | IV | V", "I | IV/T | ii | V", "IV | % | vi | V"],
            ["IV | % | V | I", "ii | % | V | I", "vi | IV | V | I", "IV | iv | V | I"]),
        [Mode.Minor] = Progressions.Read(
            ["i | % | bVI | bVII", "i | % | iv | v", "bVI | % | bIII | bVII", "i | bVI/T | iv | v"],
            ["bVI | % | bVII | i", "iv | % | v | i", "bIII | bVI | bVII | i", "iv | bVI | v | i"]),
        [Mode.Dorian] = Progressions.Read(
            ["i | % | IV | %", "i | IV/T | bIII | IV", "bIII | % | ii | IV", "i | % | bVII | IV"],
            ["IV | % | bVII | i", "bIII | IV | v | i", "ii | % | bVII | i", "IV | bIII | v | i"]),
        [Mode.Phrygian] = Progressions.Read(
            ["i | % | bII | %", "i | bII/T | bVI | bII", "bIII | % | bvii | bII", "i | % | bvii | bII"],
            ["bVI | % | bII | i", "iv | bvii | bII | i", "bIII | % | bII | i", "bVI | bIII | bII | i"]),
        [Mode.Lydian] = Progressions.Read(
            ["I | % | II/T | %", "I | II/T | iii | II", "vi | % | I | II", "I | % | vii | V"],
            ["II | % | V | I", "vi | II | V | I", "iii | % | II | I", "vii | iii | II | I"]),
        [Mode.Mixolydian] = Progressions.Read(
            ["I | % | bVII | IV", "I | bVII/T | IV | v", "IV | % | ii | bVII", "I | % | v | IV"],
            ["IV | % | bVII | I", "ii | v | bVII | I", "vi | % | bVII | I", "IV | v | bVII | I"]),
        [Mode.HarmonicMinor] = Progressions.Read(
            ["i | % | iv | V", "i | bVI/T | iv | V", "bVI | % | iv | V", "i | % | bVI | V"],
            ["iv | % | V | i", "bVI | iv | V | i", "iio | % | V | i", "bVI | % | viio7 | i"]),
    };
}
