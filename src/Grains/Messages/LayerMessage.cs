namespace SessionService.Grains.Messages;

/// <summary>A layer as it stands.</summary>
[GenerateSerializer, Immutable, Alias("layer")]
public sealed record LayerMessage
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>Its musical function.</summary>
    [Id(1)]
    public string Part { get; init; } = "";

    /// <summary>The instrument that plays it; empty where the scene does not use it.</summary>
    [Id(2)]
    public string Instrument { get; init; } = "";

    /// <summary>Muted.</summary>
    [Id(3)]
    public bool Muted { get; init; }

    /// <summary>Soloed.</summary>
    [Id(4)]
    public bool Solo { get; init; }

    /// <summary>Level relative to the map's, dB.</summary>
    [Id(5)]
    public double GainDb { get; init; }

    /// <summary>Who is to write it.</summary>
    [Id(6)]
    public string Writer { get; init; } = "rules";

    /// <summary>Model that wrote the bar that sounds; null where the rules did.</summary>
    [Id(7)]
    public string? WrittenBy { get; init; }
}
