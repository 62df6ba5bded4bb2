namespace SessionService.Grains.Messages;

/// <summary>Layers of a bar to be written.</summary>
[GenerateSerializer, Immutable, Alias("part.request")]
public sealed record PartRequestMessage
{
    /// <summary>Whose session it is.</summary>
    [Id(0)]
    public string Tenant { get; init; } = "";

    /// <summary>The session.</summary>
    [Id(1)]
    public string Session { get; init; } = "";

    /// <summary>Its project; null for an inline map.</summary>
    [Id(2)]
    public string? Project { get; init; }

    /// <summary>Weight of the tenant's plan.</summary>
    [Id(3)]
    public int Weight { get; init; } = 1;

    /// <summary>Time from the sending on within which the answer is of use.</summary>
    [Id(4)]
    public TimeSpan Within { get; init; }

    /// <summary>The bar as the rules write it.</summary>
    [Id(5)]
    public BarMessage Draft { get; init; } = new();

    /// <summary>Indexes of the layers to be written.</summary>
    [Id(6)]
    public int[] Layers { get; init; } = [];

    /// <summary>The bars before, oldest first.</summary>
    [Id(7)]
    public BarMessage[] History { get; init; } = [];
}

/// <summary>What one layer plays in one bar.</summary>
[GenerateSerializer, Immutable, Alias("part.written")]
public sealed record WrittenPartMessage
{
    /// <summary>Index of the layer.</summary>
    [Id(0)]
    public int Layer { get; init; }

    /// <summary>Index of the bar.</summary>
    [Id(1)]
    public int Bar { get; init; }

    /// <summary>Outline of the bar it was written for.</summary>
    [Id(2)]
    public ulong Outline { get; init; }

    /// <summary>Who wrote it.</summary>
    [Id(3)]
    public string Writer { get; init; } = "";

    /// <summary>The seed it was drawn with.</summary>
    [Id(4)]
    public ulong Seed { get; init; }

    /// <summary>Five numbers for each note: layer, tick, duration, pitch, velocity.</summary>
    [Id(5)]
    public int[] Notes { get; init; } = [];
}

/// <summary>What became of a request.</summary>
[GenerateSerializer, Immutable, Alias("part.answer")]
public sealed record PartAnswerMessage
{
    /// <summary>Name of the end, such as <c>Done</c>; a name that the reader does not know is one with nothing to play.</summary>
    [Id(0)]
    public string End { get; init; } = "";

    /// <summary>The written layers.</summary>
    [Id(1)]
    public WrittenPartMessage[] Parts { get; init; } = [];

    /// <summary>What it took: microseconds of processors, microseconds of accelerators, tokens; empty where it is not told.</summary>
    [Id(2)]
    public long[] Use { get; init; } = [];
}
