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

    /// <summary>Five notes of major; harmony of major.</summary>
    MajorPentatonic,

    /// <summary>Five notes of minor; harmony of minor.</summary>
    MinorPentatonic,

    /// <summary>The six-note blues scale over dominant sevenths; harmony of mixolydian.</summary>
    Blues,
}

/// <summary>What the modes have to do with each other.</summary>
public static class Modes
{
    /// <summary>The seven-note mode that harmony is taken from: the mode itself unless it has fewer notes.</summary>
    /// <param name="mode">Any mode.</param>
    public static Mode Parent(this Mode mode) => mode switch
    {
        Mode.MajorPentatonic => Mode.Major,
        Mode.MinorPentatonic => Mode.Minor,
        Mode.Blues => Mode.Mixolydian,
        _ => mode,
    };

    /// <summary>Whether its third is minor.</summary>
    /// <param name="mode">Any mode.</param>
    public static bool IsMinor(this Mode mode) =>
        mode.Parent() is Mode.Minor or Mode.Dorian or Mode.Phrygian or Mode.HarmonicMinor;
}
