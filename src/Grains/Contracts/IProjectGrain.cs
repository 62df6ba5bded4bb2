using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>One project of one tenant; the key is <c>tenant/id</c>. Its changes happen one after the other.</summary>
[Alias("project.grain")]
public interface IProjectGrain : IGrainWithStringKey
{
    /// <summary>Creates the project with version 1.</summary>
    /// <returns>Null where it exists.</returns>
    [Alias("create")]
    Task<ProjectMessage?> CreateAsync(SaveProjectMessage first);

    /// <summary>Saves a new version and makes it current.</summary>
    [Alias("save")]
    Task<ProjectChangeMessage> SaveAsync(SaveProjectMessage version);

    /// <summary>Makes the parent of the current version current.</summary>
    [Alias("undo")]
    Task<ProjectChangeMessage> UndoAsync(long? expectedRevision);

    /// <summary>Makes the version undone last current again.</summary>
    [Alias("redo")]
    Task<ProjectChangeMessage> RedoAsync(long? expectedRevision);

    /// <summary>Deletes the project and its versions.</summary>
    [Alias("delete")]
    Task<ProjectChangeMessage> DeleteAsync(long? expectedRevision);
}
