namespace SessionService.Bench.Service;

/// <summary>One line of the table of numbers.</summary>
/// <param name="What">What was measured, and how.</param>
/// <param name="Value">The number that is held against the bar.</param>
/// <param name="Measured">The number as people read it, with its unit and what goes with it.</param>
/// <param name="Bar">What it should be; null where nothing was promised.</param>
/// <param name="MoreIsBetter">Whether the bar is a floor or a ceiling.</param>
/// <param name="Unit">Unit of the value and the bar.</param>
internal sealed record Row(string What, double Value, string Measured, double? Bar, bool MoreIsBetter, string Unit)
{
    /// <summary>Whether the bar is held; null where there is none.</summary>
    public bool? Held => Bar is { } bar ? (MoreIsBetter ? Value >= bar : Value <= bar) : null;
}
