namespace SessionService.Grains.Messages;

/// <summary>Everything a page may want to show of a session, at <see cref="Sample"/>.</summary>
[GenerateSerializer, Immutable, Alias("session.state")]
public sealed record StateMessage
{
    /// <summary>Id of the session.</summary>
    [Id(0)]
    public string Session { get; init; } = "";

    /// <summary>Project, or null for an inline map.</summary>
    [Id(1)]
    public string? Project { get; init; }

    /// <summary>Version of the project that plays.</summary>
    [Id(2)]
    public int Version { get; init; }

    /// <summary>Seed as decimal text.</summary>
    [Id(3)]
    public string Seed { get; init; } = "";

    /// <summary>First sample not yet rendered.</summary>
    [Id(4)]
    public long Sample { get; init; }

    /// <summary>Bar of that sample, from 1.</summary>
    [Id(5)]
    public int Bar { get; init; }

    /// <summary>Beat of that sample, from 1.</summary>
    [Id(6)]
    public double Beat { get; init; }

    /// <summary>Whether it plays.</summary>
    [Id(7)]
    public bool Playing { get; init; }

    /// <summary>Scene that sounds.</summary>
    [Id(8)]
    public string Scene { get; init; } = "";

    /// <summary>Scene that will follow.</summary>
    [Id(9)]
    public string? NextScene { get; init; }

    /// <summary>Sample of that change.</summary>
    [Id(10)]
    public long? NextSceneSample { get; init; }

    /// <summary>Style of the scene.</summary>
    [Id(11)]
    public string Style { get; init; } = "";

    /// <summary>Key.</summary>
    [Id(12)]
    public string Key { get; init; } = "";

    /// <summary>Quarter notes a minute.</summary>
    [Id(13)]
    public double Bpm { get; init; }

    /// <summary>Metre.</summary>
    [Id(14)]
    public string Metre { get; init; } = "";

    /// <summary>Parameters in the map's order.</summary>
    [Id(15)]
    public ParameterMessage[] Parameters { get; init; } = [];

    /// <summary>Layers in order of index.</summary>
    [Id(16)]
    public LayerMessage[] Layers { get; init; } = [];

    /// <summary>Sequence number of the last log entry.</summary>
    [Id(17)]
    public long LogSequence { get; init; }

    /// <summary>Whether it is closed.</summary>
    [Id(18)]
    public bool Closed { get; init; }
}
