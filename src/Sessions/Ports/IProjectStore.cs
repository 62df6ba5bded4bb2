namespace SessionService.Sessions.Ports;

/// <summary>A project: a line of immutable versions and a pointer to the current one.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">A title for people, 1 to 200 characters.</param>
/// <param name="Current">Number of the current version, from 1.</param>
/// <param name="Latest">Highest version number given out.</param>
/// <param name="CanUndo">There is a version to go back to.</param>
/// <param name="CanRedo">There is an undone version to go forward to.</param>
/// <param name="Revision">Grows with each change of the project, undo and redo included; the ETag.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ChangedAt">When it last changed.</param>
public sealed record ProjectRecord(
    ProjectKey Key, string Name, int Current, int Latest, bool CanUndo, bool CanRedo, long Revision,
    DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>One immutable version of a project.</summary>
/// <param name="Project">Its project.</param>
/// <param name="Version">From 1.</param>
/// <param name="Parent">The version that was current when it was saved; 0 for the first.</param>
/// <param name="Comment">Why, in the author's words; may be empty.</param>
/// <param name="MapJson">The adaptive map as UTF-8 JSON text.</param>
/// <param name="Sha256">Hex SHA-256 of <paramref name="MapJson"/>.</param>
/// <param name="CreatedAt">When it was saved.</param>
public sealed record ProjectVersion(
    ProjectKey Project, int Version, int Parent, string Comment, string MapJson, string Sha256, DateTimeOffset CreatedAt);

/// <summary>What became of a change to a project.</summary>
public enum ProjectChange
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>No such project of this tenant.</summary>
    NotFound,

    /// <summary>The revision expected is not the project's.</summary>
    Conflict,

    /// <summary>Nothing to undo or redo.</summary>
    Nothing,

    /// <summary>A limit would be passed.</summary>
    Full,
}

/// <summary>
/// Projects with history. Saving makes a new version and forgets what could be redone (the versions stay readable);
/// undo and redo move the pointer and never delete.
/// </summary>
public interface IProjectStore
{
    /// <summary>Creates a project with version 1.</summary>
    /// <returns>Null where the key is taken.</returns>
    Task<ProjectRecord?> CreateAsync(ProjectKey key, string name, string mapJson, string comment, CancellationToken cancellation = default);

    /// <summary>A project of this tenant, or null.</summary>
    Task<ProjectRecord?> FindAsync(ProjectKey key, CancellationToken cancellation = default);

    /// <summary>Projects of a tenant ordered by id, after <paramref name="after"/> (exclusive).</summary>
    Task<IReadOnlyList<ProjectRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation = default);

    /// <summary>Number of projects of a tenant.</summary>
    Task<int> CountAsync(TenantId tenant, CancellationToken cancellation = default);

    /// <summary>Saves a new version and makes it current; <see cref="ProjectChange.Full"/> at the limit of versions.</summary>
    /// <param name="key">Which project.</param>
    /// <param name="mapJson">The new map.</param>
    /// <param name="comment">Why.</param>
    /// <param name="expectedRevision">Refused with <see cref="ProjectChange.Conflict"/> where it is not the project's; null to force.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<(ProjectChange Change, ProjectRecord? Project)> SaveAsync(
        ProjectKey key, string mapJson, string comment, long? expectedRevision, CancellationToken cancellation = default);

    /// <summary>Makes the parent of the current version current.</summary>
    Task<(ProjectChange Change, ProjectRecord? Project)> UndoAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default);

    /// <summary>Makes the version undone last current again.</summary>
    Task<(ProjectChange Change, ProjectRecord? Project)> RedoAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default);

    /// <summary>One version, or null.</summary>
    Task<ProjectVersion?> FindVersionAsync(ProjectKey key, int version, CancellationToken cancellation = default);

    /// <summary>Versions, newest first, below <paramref name="before"/> (exclusive; null for all).</summary>
    Task<IReadOnlyList<ProjectVersion>> HistoryAsync(ProjectKey key, int? before, int limit, CancellationToken cancellation = default);

    /// <summary>Deletes a project and its versions; sessions that pinned one keep their own copy of the map.</summary>
    Task<ProjectChange> DeleteAsync(ProjectKey key, long? expectedRevision, CancellationToken cancellation = default);
}
