namespace SessionService.Inference.Registry;

/// <summary>What a registry of models says: which versions there are and for whom each plays. A value; changes make a new one.</summary>
public sealed record RegistryState
{
    /// <summary>A registry without models.</summary>
    public static RegistryState Empty { get; } = new();

    /// <summary>Grows by one with each change; 0 for a registry that was never written.</summary>
    public long Revision { get; init; }

    /// <summary>Models in the order of names.</summary>
    public IReadOnlyList<ModelEntry> Models { get; init; } = [];

    /// <summary>Changes, the latest last; the oldest are forgotten.</summary>
    public IReadOnlyList<StageChange> History { get; init; } = [];

    /// <summary>A model.</summary>
    /// <returns>Null where there is none of that name.</returns>
    public ModelEntry? Find(string name) => Models.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));

    /// <summary>
    /// The version that plays for a session: its project's pin, else the canary for sessions within its share, else the live
    /// one. The same for all bars of a session while the registry stands, and a larger share takes nobody out of a canary.
    /// </summary>
    /// <param name="name">Name of the model.</param>
    /// <param name="tenant">Whose session.</param>
    /// <param name="project">Its project; null for an inline map.</param>
    /// <param name="session">Its id.</param>
    /// <returns>Null where no version plays for it.</returns>
    public string? VersionFor(string name, string tenant, string? project, string session)
    {
        if (Find(name) is not { } model)
        {
            return null;
        }

        if (project is not null && model.PinOf(tenant, project) is { } pinned)
        {
            return pinned;
        }

        return model is { Canary: { } canary, Run: { } run } && SessionShare.Of(name, tenant, session) < run.Share ? canary : model.Live;
    }

    /// <summary>Whether a version may play for anybody at all.</summary>
    public bool Plays(string name, string version) =>
        Find(name) is { } model && model.Find(version) is { } found
        && (found.Stage is ModelStage.Live or ModelStage.Canary
            || (found.Stage != ModelStage.Retired && model.Pins.Any(pin => pin.Version == version)));
}
