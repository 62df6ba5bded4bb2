namespace SessionService.Grains.Messages;

/// <summary>A parameter as it stands.</summary>
[GenerateSerializer, Immutable, Alias("parameter")]
public sealed record ParameterMessage
{
    /// <summary>Its name.</summary>
    [Id(0)]
    public string Name { get; init; } = "";

    /// <summary>Value now.</summary>
    [Id(1)]
    public double Value { get; init; }

    /// <summary>Where it is going.</summary>
    [Id(2)]
    public double Target { get; init; }

    /// <summary>Least value.</summary>
    [Id(3)]
    public double Min { get; init; }

    /// <summary>Greatest value.</summary>
    [Id(4)]
    public double Max { get; init; }
}
