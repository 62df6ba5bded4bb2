using SessionService.Sessions.Ports;

namespace SessionService.Grains.Messages;

/// <summary>What became of a change to a project.</summary>
[GenerateSerializer, Immutable, Alias("project.change")]
public sealed record ProjectChangeMessage
{
    /// <summary>What became of it.</summary>
    [Id(0)]
    public ProjectChange Change { get; init; }

    /// <summary>The project as it is now; null where there is none.</summary>
    [Id(1)]
    public ProjectMessage? Project { get; init; }
}
