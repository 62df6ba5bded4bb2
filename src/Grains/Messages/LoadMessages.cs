using SessionService.Grains.Models;

namespace SessionService.Grains.Messages;

/// <summary>What one silo has to do.</summary>
[GenerateSerializer, Immutable, Alias("load.silo")]
public sealed record SiloLoadMessage
{
    /// <summary>Its address.</summary>
    [Id(0)]
    public string Silo { get; init; } = "";

    /// <summary>Sessions that are active there.</summary>
    [Id(1)]
    public int Sessions { get; init; }

    /// <summary>Sessions that are heard.</summary>
    [Id(2)]
    public int Heard { get; init; }

    /// <summary>Processor time of rendering per second and render thread, from 0 to 1.</summary>
    [Id(3)]
    public double Load { get; init; }

    /// <summary>Deadlines missed per second.</summary>
    [Id(4)]
    public double MissesPerSecond { get; init; }

    /// <summary>Whether it is being emptied.</summary>
    [Id(5)]
    public bool Draining { get; init; }

    /// <summary>What it runs models on.</summary>
    [Id(6)]
    public PartDevice Parts { get; init; }

    /// <summary>Bars that its models are writing.</summary>
    [Id(7)]
    public int PartsUnderWay { get; init; }

    /// <summary>Whether its models take no more for now.</summary>
    [Id(8)]
    public bool PartsFull { get; init; }
}

/// <summary>What all silos have to do.</summary>
[GenerateSerializer, Immutable, Alias("load.table")]
public sealed record LoadTableMessage
{
    /// <summary>The last report of each.</summary>
    [Id(0)]
    public SiloLoadMessage[] Silos { get; init; } = [];

    /// <summary>What the silo that asked shall give away.</summary>
    [Id(1)]
    public MoveOrderMessage[] Orders { get; init; } = [];
}

/// <summary>Give sessions to another silo.</summary>
[GenerateSerializer, Immutable, Alias("load.order")]
public sealed record MoveOrderMessage
{
    /// <summary>To which.</summary>
    [Id(0)]
    public string To { get; init; } = "";

    /// <summary>The most that they may cost together, in the unit of <see cref="SiloLoadMessage.Load"/>.</summary>
    [Id(1)]
    public double Load { get; init; }

    /// <summary>The most that may go.</summary>
    [Id(2)]
    public int Sessions { get; init; }
}
