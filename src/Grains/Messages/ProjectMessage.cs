namespace SessionService.Grains.Messages;

/// <summary>A project; tenant and id are the grain's key.</summary>
[GenerateSerializer, Immutable, Alias("project")]
public sealed record ProjectMessage
{
    /// <summary>A title for people.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>Number of the current version, from 1.</summary>
    [Id(1)]
    public int Current { get; init; }

    /// <summary>Highest version number given out.</summary>
    [Id(2)]
    public int Latest { get; init; }

    /// <summary>There is a version to go back to.</summary>
    [Id(3)]
    public bool CanUndo { get; init; }

    /// <summary>There is an undone version to go forward to.</summary>
    [Id(4)]
    public bool CanRedo { get; init; }

    /// <summary>Grows with each change.</summary>
    [Id(5)]
    public long Revision { get; init; }

    /// <summary>When it was created.</summary>
    [Id(6)]
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    [Id(7)]
    public DateTimeOffset ChangedAt { get; init; }
}
