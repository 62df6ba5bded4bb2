namespace SessionService.Music.Composition;

/// <summary>The seven-note modes a scene can be in.</summary>
public enum Mode
{
    /// <summary>Major (Ionian).</summary>
    Major,

    /// <summary>Natural minor (Aeolian).</summary>
    Minor,

    /// <summary>Minor with a major sixth.</summary>
    Dorian,

    /// <summary>Minor with a minor second.</summary>
    Phrygian,

    /// <summary>Major with an augmented fourth.</summary>
    Lydian,

    /// <summary>Major with a minor seventh.</summary>
    Mixolydian,

    /// <summary>Minor with a major seventh.</summary>
    HarmonicMinor,
}
