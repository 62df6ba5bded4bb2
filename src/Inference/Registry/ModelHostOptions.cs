using SessionService.Inference.Packages;

namespace SessionService.Inference.Registry;

/// <summary>How models are hosted.</summary>
public sealed record ModelHostOptions
{
    /// <summary>Folder of the registry; empty for no model.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The store that processes share, of which the folder is a copy; null where the folder is the registry.</summary>
    public IModelBlobs? Blobs { get; init; }

    /// <summary>The task that is asked for; models of other tasks are passed over. Writing notes.</summary>
    public string Task { get; init; } = ModelTask.Score;

    /// <summary>Name of the model that writes; null for the first in the registry that has a version for the session.</summary>
    public string? Model { get; init; }

    /// <summary>Which packages are let in. All whose hashes are right.</summary>
    public PackageTrust Trust { get; init; } = PackageTrust.Any;

    /// <summary>What canaries are held to.</summary>
    public GateLimits Gate { get; init; } = new();

    /// <summary>Time after which a registry is read again. One second.</summary>
    public TimeSpan ReadEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Bars in a row that find no device, after which a version is let go of and loaded anew. 20.</summary>
    public int LoadAnewAfterBars { get; init; } = 20;

    /// <summary>Time after which a version that could not be loaded is tried again. Half a minute.</summary>
    public TimeSpan LoadAgainAfter { get; init; } = TimeSpan.FromSeconds(30);
}
