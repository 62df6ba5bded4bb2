namespace SessionService.Music.Theory;

/// <summary>The kinds of chord the engine writes.</summary>
public enum ChordQuality
{
    /// <summary>Major triad.</summary>
    Major,

    /// <summary>Minor triad.</summary>
    Minor,

    /// <summary>Diminished triad.</summary>
    Diminished,

    /// <summary>Augmented triad.</summary>
    Augmented,

    /// <summary>Second in place of the third.</summary>
    Sus2,

    /// <summary>Fourth in place of the third.</summary>
    Sus4,

    /// <summary>Major triad with a ninth.</summary>
    Add9,

    /// <summary>Minor triad with a ninth.</summary>
    MinorAdd9,

    /// <summary>Major triad with a sixth.</summary>
    Six,

    /// <summary>Minor triad with a major sixth.</summary>
    MinorSix,

    /// <summary>Major triad with a sixth and a ninth.</summary>
    SixNine,

    /// <summary>Dominant seventh.</summary>
    Dominant7,

    /// <summary>Major seventh.</summary>
    Major7,

    /// <summary>Minor seventh.</summary>
    Minor7,

    /// <summary>Minor triad with a major seventh.</summary>
    MinorMajor7,

    /// <summary>Diminished triad with a minor seventh.</summary>
    HalfDiminished7,

    /// <summary>Diminished triad with a diminished seventh.</summary>
    Diminished7,

    /// <summary>Augmented triad with a major seventh.</summary>
    AugmentedMajor7,

    /// <summary>Dominant seventh with a fourth in place of the third.</summary>
    Dominant7Sus4,

    /// <summary>Dominant ninth.</summary>
    Dominant9,

    /// <summary>Major ninth.</summary>
    Major9,

    /// <summary>Minor ninth.</summary>
    Minor9,

    /// <summary>Dominant ninth with a fourth in place of the third.</summary>
    Dominant9Sus4,

    /// <summary>Dominant with ninth and thirteenth.</summary>
    Dominant13,

    /// <summary>Dominant seventh with a minor ninth.</summary>
    Dominant7Flat9,

    /// <summary>Minor seventh with ninth and eleventh.</summary>
    Minor11,

    /// <summary>Major seventh with an augmented eleventh.</summary>
    Major7Sharp11,
}

/// <summary>What each quality consists of and how it is written.</summary>
public static class ChordQualities
{
    /// <summary>How many qualities there are.</summary>
    public static int Count => Suffixes.Length;

    /// <summary>Semitones above the root, in the order root, third, fifth, seventh, extensions; each below 12.</summary>
    /// <param name="quality">The quality.</param>
    public static ReadOnlySpan<byte> Tones(this ChordQuality quality) => quality switch
    {
        ChordQuality.Major => [0, 4, 7],
        ChordQuality.Minor => [0, 3, 7],
        ChordQuality.Diminished => [0, 3, 6],
        ChordQuality.Augmented => [0, 4, 8],
        ChordQuality.Sus2 => [0, 2, 7],
        ChordQuality.Sus4 => [0, 5, 7],
        ChordQuality.Add9 => [0, 4, 7, 2],
        ChordQuality.MinorAdd9 => [0, 3, 7, 2],
        ChordQuality.Six => [0, 4, 7, 9],
        ChordQuality.MinorSix => [0, 3, 7, 9],
        ChordQuality.SixNine => [0, 4, 7, 9, 2],
        ChordQuality.Dominant7 => [0, 4, 7, 10],
        ChordQuality.Major7 => [0, 4, 7, 11],
        ChordQuality.Minor7 => [0, 3, 7, 10],
        ChordQuality.MinorMajor7 => [0, 3, 7, 11],
        ChordQuality.HalfDiminished7 => [0, 3, 6, 10],
        ChordQuality.Diminished7 => [0, 3, 6, 9],
        ChordQuality.AugmentedMajor7 => [0, 4, 8, 11],
        ChordQuality.Dominant7Sus4 => [0, 5, 7, 10],
        ChordQuality.Dominant9 => [0, 4, 7, 10, 2],
        ChordQuality.Major9 => [0, 4, 7, 11, 2],
        ChordQuality.Minor9 => [0, 3, 7, 10, 2],
        ChordQuality.Dominant9Sus4 => [0, 5, 7, 10, 2],
        ChordQuality.Dominant13 => [0, 4, 7, 10, 2, 9],
        ChordQuality.Dominant7Flat9 => [0, 4, 7, 10, 1],
        ChordQuality.Minor11 => [0, 3, 7, 10, 2, 5],
        ChordQuality.Major7Sharp11 => [0, 4, 7, 11, 6],
        _ => throw new ArgumentOutOfRangeException(nameof(quality), quality, "Not a chord quality."),
    };

    /// <summary>The tones as a bit mask relative to the root.</summary>
    /// <param name="quality">The quality.</param>
    public static int Mask(this ChordQuality quality)
    {
        int mask = 0;
        foreach (byte tone in quality.Tones())
        {
            mask |= 1 << tone;
        }

        return mask;
    }

    /// <summary>What follows the root in a lead-sheet symbol.</summary>
    /// <param name="quality">The quality.</param>
    public static string Suffix(this ChordQuality quality) => Suffixes[(int)quality];

    private static readonly string[] Suffixes =
    [
        "", "m", "dim", "aug", "sus2", "sus4", "add9", "madd9", "6", "m6", "69", "7", "maj7", "m7", "m(maj7)", "m7b5",
        "dim7", "maj7#5", "7sus4", "9", "maj9", "m9", "9sus4", "13", "7b9", "m11", "maj7#11",
    ];
}
