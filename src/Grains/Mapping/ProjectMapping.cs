using SessionService.Grains.Messages;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Grains.Mapping;

/// <summary>Projects between their own types and the wire.</summary>
internal static class ProjectMapping
{
    public static ProjectMessage ToMessage(this ProjectRecord project) => new()
    {
        Name = project.Name,
        Current = project.Current,
        Latest = project.Latest,
        CanUndo = project.CanUndo,
        CanRedo = project.CanRedo,
        Revision = project.Revision,
        CreatedAt = project.CreatedAt,
        ChangedAt = project.ChangedAt,
    };

    public static ProjectRecord ToRecord(this ProjectMessage project, ProjectKey key) => new(
        key, project.Name, project.Current, project.Latest, project.CanUndo, project.CanRedo, project.Revision,
        project.CreatedAt, project.ChangedAt);

    public static ProjectChangeMessage ToMessage(this (ProjectChange Change, ProjectRecord? Project) result) =>
        new() { Change = result.Change, Project = result.Project?.ToMessage() };

    public static (ProjectChange Change, ProjectRecord? Project) ToChange(this ProjectChangeMessage message, ProjectKey key) =>
        (message.Change, message.Project?.ToRecord(key));
}
