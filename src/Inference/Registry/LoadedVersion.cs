using SessionService.Inference.Parts;

namespace SessionService.Inference.Registry;

/// <summary>Which version of a model.</summary>
/// <param name="Name">The model.</param>
/// <param name="Version">Its version.</param>
internal readonly record struct VersionKey(string Name, string Version)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version}";
}

/// <summary>A version with its writer.</summary>
/// <param name="key">Which.</param>
/// <param name="writer">Writes; disposed of with it where it can be.</param>
/// <param name="reference">What its package says it plays like.</param>
internal sealed class LoadedVersion(VersionKey key, IPartWriter writer, IReadOnlyDictionary<string, double> reference) : IDisposable
{
    /// <summary>Which.</summary>
    public VersionKey Key => key;

    /// <summary>Writes.</summary>
    public IPartWriter Writer => writer;

    /// <summary>What its package says it plays like.</summary>
    public IReadOnlyDictionary<string, double> Reference => reference;

    /// <summary>Bars that it is writing. Changed by the shelf alone.</summary>
    public int Leases { get; set; }

    /// <inheritdoc/>
    public void Dispose() => (writer as IDisposable)?.Dispose();
}
