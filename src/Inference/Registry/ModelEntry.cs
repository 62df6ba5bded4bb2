namespace SessionService.Inference.Registry;

/// <summary>A version of a model.</summary>
/// <param name="Version">Semantic version.</param>
/// <param name="Stage">How far it has come.</param>
/// <param name="Manifest">SHA-256 of its <c>model.json</c>, lower-case hex; that file holds the hashes of all others.</param>
/// <param name="Signature">SHA-256 of its signature; null without.</param>
public sealed record ModelVersion(string Version, ModelStage Stage, string Manifest, string? Signature = null);

/// <summary>A canary that is under way.</summary>
/// <param name="Share">Share of the sessions it plays for, above 0 to 1.</param>
/// <param name="Since">Revision of the registry in which it began; tells one run of a version from the next.</param>
/// <param name="Ready">Whether the gate has found that it may be promoted.</param>
public sealed record CanaryRun(double Share, long Since, bool Ready);

/// <summary>A project that is held to a version.</summary>
/// <param name="Tenant">Whose project.</param>
/// <param name="Project">Its id.</param>
/// <param name="Version">The version that plays for it.</param>
public sealed record ProjectPin(string Tenant, string Project, string Version);

/// <summary>A model in the registry.</summary>
public sealed record ModelEntry
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What its versions do, see <see cref="Packages.ModelTask"/>.</summary>
    public string Task { get; init; } = Packages.ModelTask.Score;

    /// <summary>Its versions in the order in which they were added.</summary>
    public required IReadOnlyList<ModelVersion> Versions { get; init; }

    /// <summary>The canary that is under way; null where no version is at that stage.</summary>
    public CanaryRun? Run { get; init; }

    /// <summary>Versions that were live before, the latest last: where a rollback goes.</summary>
    public IReadOnlyList<string> Earlier { get; init; } = [];

    /// <summary>Projects that are held to a version.</summary>
    public IReadOnlyList<ProjectPin> Pins { get; init; } = [];

    /// <summary>The version that plays; null where none does.</summary>
    public string? Live => At(ModelStage.Live);

    /// <summary>The version under trial; null where there is none.</summary>
    public string? Canary => At(ModelStage.Canary);

    /// <summary>A version.</summary>
    /// <returns>Null where the registry has none of that number.</returns>
    public ModelVersion? Find(string version) =>
        Versions.FirstOrDefault(one => string.Equals(one.Version, version, StringComparison.Ordinal));

    /// <summary>The version that a project is held to; null where it is not, or where that version was withdrawn.</summary>
    public string? PinOf(string tenant, string project) =>
        Pins.FirstOrDefault(pin => pin.Tenant == tenant && pin.Project == project) is { } found
        && Find(found.Version) is { Stage: not ModelStage.Retired }
            ? found.Version
            : null;

    private string? At(ModelStage stage) => Versions.FirstOrDefault(one => one.Stage == stage)?.Version;
}
