namespace SessionService.Listen.Corridors;

/// <summary>Bounds that a figure should lie within.</summary>
/// <param name="Low">Least, or −∞.</param>
/// <param name="High">Greatest, or ∞.</param>
public readonly record struct Corridor(double Low, double High)
{
    /// <summary>No bound on either side: the figure is only told.</summary>
    public static Corridor None => new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>Bounded below.</summary>
    /// <param name="low">Least.</param>
    public static Corridor AtLeast(double low) => new(low, double.PositiveInfinity);

    /// <summary>Bounded above.</summary>
    /// <param name="high">Greatest.</param>
    public static Corridor AtMost(double high) => new(double.NegativeInfinity, high);

    /// <summary>Whether a value lies within; what could not be measured (NaN) does.</summary>
    /// <param name="value">A value.</param>
    public bool Holds(double value) => double.IsNaN(value) || (value >= Low && value <= High);
}

/// <summary>A measured number.</summary>
/// <param name="Id">Name in the JSON summary, with its unit last.</param>
/// <param name="Title">Name for people.</param>
/// <param name="Value">Value; NaN where it does not apply.</param>
/// <param name="Corridor">Where it should lie.</param>
/// <param name="Note">What else there is to say, or null.</param>
public sealed record Figure(string Id, string Title, double Value, Corridor Corridor, string? Note = null)
{
    /// <summary>Whether it lies outside.</summary>
    public bool IsRed => !Corridor.Holds(Value);
}
