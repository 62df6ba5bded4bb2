using SessionService.Music.Composition;

namespace SessionService.Music.Styles.Common;

/// <summary>Plain lines of every mode, for the modes a style has no manner of its own in.</summary>
internal static class ModalLines
{
    private static readonly Dictionary<Mode, (string[] Open, string[] Closed)> Lines = new()
    {
        [Mode.Major] = (
            ["I | V | vi | IV", "I | vi | IV | V", "vi | IV | I | V", "I | IV | ii | V"],
            ["IV | V | vi V | I", "ii | IV | V | I", "vi | ii | V | I", "IV | I | V | I"]),
        [Mode.Minor] = (
            ["i | bVI | bIII | bVII", "i | iv | bVI | V", "i | bVII | bVI | bVII", "bVI | bVII | i | v"],
            ["iv | bVI | V | i", "bVI | bIII | bVII | i", "iv | v | bVII | i", "bVI | bVII | V | i"]),
        [Mode.Dorian] = (
            ["i | IV | i | bVII", "i | bVII | IV | v", "i | ii | bIII | IV", "bIII | IV | i | v"],
            ["bIII | bVII | IV | i", "IV | v | bVII | i", "ii | IV | bVII | i", "bVII | IV | v | i"]),
        [Mode.Phrygian] = (
            ["i | bII | i | bvii", "i | bVI | iv | bII", "i | bIII | bII | bvii", "bVI | bII | iv | bvii"],
            ["iv | bVI | bII | i", "bVI | bIII | bII | i", "bIII | bvii | bII | i", "iv | bvii | bII | i"]),
        [Mode.Lydian] = (
            ["I | II | I | V", "I | II | vi | V", "I | iii | II | V", "I | vii | vi | II"],
            ["vi | II | V | I", "iii | vii | II | I", "vi | iii | II | I", "I | vi | II V | I"]),
        [Mode.Mixolydian] = (
            ["I | bVII | IV | v", "I | v | ii | IV", "I | IV | ii | bVII", "I | ii | bVII | v"],
            ["IV | v | bVII | I", "vi | IV | bVII | I", "ii | IV | bVII | I", "IV | ii | bVII | I"]),
        [Mode.HarmonicMinor] = (
            ["i | iv | bVI | V7", "i | bVI | iio | V7", "i | viio7 | iv | V7", "bVI | iv | i | V7"],
            ["iv | bVI | V7 | i", "bVI | iv | V7 | i", "iv | iio | V7 | i", "i | bVI | V7 | i"]),
        [Mode.Blues] = (
            ["I7 | IV7 | I7 | V7", "I7 | I7 | IV7 | V7", "IV7 | I7 | IV7 | v", "I7 | IV7 | bVII7 | IV7"],
            ["IV7 | I7 | V7 | I7", "IV7 | IV7 | V7 | I7", "ii | IV7 | V7 | I7", "I7 | bVII7 | IV7 | I7"]),
    };

    /// <summary>A style's lines, and these where it has none.</summary>
    /// <param name="own">The style's own.</param>
    public static IReadOnlyDictionary<Mode, Progressions> Under(
        params (Mode Mode, string[] Open, string[] Closed)[] own)
    {
        Dictionary<Mode, Progressions> all = [];
        foreach ((Mode mode, (string[] open, string[] closed)) in Lines)
        {
            all[mode] = Progressions.Read(open, closed);
        }

        foreach ((Mode mode, string[] open, string[] closed) in own)
        {
            all[mode] = Progressions.Read(open, closed);
        }

        return all;
    }
}
