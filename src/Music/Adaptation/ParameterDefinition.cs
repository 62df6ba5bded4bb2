namespace SessionService.Music.Adaptation;

/// <summary>What a parameter can move.</summary>
public enum DriveTarget
{
    /// <summary>How many notes; read at bar lines.</summary>
    Density,

    /// <summary>How high; read at bar lines.</summary>
    Register,

    /// <summary>Timbre; at once, and for writing at bar lines.</summary>
    Brightness,

    /// <summary>Unrest; at once, and for writing at bar lines.</summary>
    Tension,

    /// <summary>Force; at once, and for writing at bar lines.</summary>
    Energy,

    /// <summary>Factor on the scene's tempo; acts at bar lines.</summary>
    Tempo,

    /// <summary>Factor on a layer's gain; at once.</summary>
    Layer,
}

/// <summary>How a drive travels from its first to its last value as the parameter goes through its range.</summary>
public enum DriveCurve
{
    /// <summary>In proportion.</summary>
    Linear,

    /// <summary>Slowly at first, then quickly: the square.</summary>
    Exp,

    /// <summary>Quickly at first, then slowly: the square mirrored.</summary>
    Log,

    /// <summary>Slowly at both ends.</summary>
    Smooth,

    /// <summary>Not before half of the range, then all at once.</summary>
    Step,
}

/// <summary>What a parameter does to one thing.</summary>
/// <param name="Target">The thing.</param>
/// <param name="Layer">Name of the layer where the target is <see cref="DriveTarget.Layer"/>; else null.</param>
/// <param name="From">
/// At the parameter's minimum: an offset −1..1 to the scene's mood, a factor 0.5..2 on its tempo, or a factor 0..2 on a gain.
/// </param>
/// <param name="To">The same at its maximum.</param>
/// <param name="Curve">The way between.</param>
/// <param name="Scene">The only scene in which it acts; null for all.</param>
public sealed record DriveDefinition(
    DriveTarget Target, string? Layer, double From, double To, DriveCurve Curve, string? Scene)
{
    /// <summary>The driven value.</summary>
    /// <param name="share">Where the parameter is in its range, 0..1.</param>
    public double At(double share)
    {
        double shaped = Curve switch
        {
            DriveCurve.Exp => share * share,
            DriveCurve.Log => share * (2 - share),
            DriveCurve.Smooth => share * share * (3 - (2 * share)),
            DriveCurve.Step => share < 0.5 ? 0 : 1,
            _ => share,
        };
        return From + ((To - From) * shaped);
    }
}

/// <summary>A continuous control.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Min">Least value.</param>
/// <param name="Max">Greatest value, above the least.</param>
/// <param name="Default">Value at the start of a session.</param>
/// <param name="SmoothingMs">Length of a move that names none, milliseconds.</param>
/// <param name="Drives">What it moves.</param>
public sealed record ParameterDefinition(
    string Name, double Min, double Max, double Default, int SmoothingMs, IReadOnlyList<DriveDefinition> Drives);
