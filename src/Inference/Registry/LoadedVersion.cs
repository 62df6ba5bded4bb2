using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

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
    private int failures;

    /// <summary>Which.</summary>
    public VersionKey Key => key;

    /// <summary>Writes.</summary>
    public IPartWriter Writer => writer;

    /// <summary>What its package says it plays like.</summary>
    public IReadOnlyDictionary<string, double> Reference => reference;

    /// <summary>Bars in a row for which it was not available.</summary>
    public int Failures => Volatile.Read(ref failures);

    /// <summary>Bars that it is writing. Changed by the shelf alone.</summary>
    public int Leases { get; set; }

    /// <summary>Whether the shelf has it no more, so that whoever gives it back last disposes of it. Changed by the shelf alone.</summary>
    public bool Discarded { get; set; }

    /// <summary>Notes how a bar ended.</summary>
    public void Note(SequenceEnd end)
    {
        if (end == SequenceEnd.Unavailable)
        {
            Interlocked.Increment(ref failures);
        }
        else
        {
            Volatile.Write(ref failures, 0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => (writer as IDisposable)?.Dispose();
}
