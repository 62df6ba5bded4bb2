namespace SessionService.Inference.Packages;

/// <summary>A model package is refused, with the reason. Nothing of it was loaded.</summary>
/// <param name="folder">Where it is.</param>
/// <param name="reason">What was found and what was expected.</param>
/// <param name="inner">What was thrown underneath.</param>
public sealed class PackageException(string folder, string reason, Exception? inner = null)
    : Exception($"The model package '{folder}' is refused: {reason}", inner)
{
    /// <summary>What was found and what was expected.</summary>
    public string Reason { get; } = reason;
}
