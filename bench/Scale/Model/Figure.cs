namespace SessionService.Bench.Scale.Model;

/// <summary>Where a number comes from.</summary>
public enum Provenance
{
    /// <summary>A benchmark printed it; the page it stands on is named.</summary>
    Measured,

    /// <summary>It stands in the code; the file is named.</summary>
    Code,

    /// <summary>It follows from others by the formula that is given.</summary>
    Derived,

    /// <summary>Nobody has measured it here: a guess, to be replaced by the operator's own.</summary>
    Assumed,
}

/// <summary>A number with its unit and its origin.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="From">Whether it was measured, stands in the code, follows or is assumed.</param>
/// <param name="Source">Page, file, formula or reason.</param>
/// <param name="Quote">
/// For what was measured and for what the code says: words that stand in <paramref name="Source"/>; a test looks for them, so
/// that the model does not go on with a number that has changed.
/// </param>
public sealed record Figure(string Name, double Value, string Unit, Provenance From, string Source, string? Quote = null);
