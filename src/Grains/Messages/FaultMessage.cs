namespace SessionService.Grains.Messages;

/// <summary>What was wrong, and where.</summary>
[GenerateSerializer, Immutable, Alias("fault")]
public sealed record FaultMessage
{
    /// <summary>JSON Pointer into the input.</summary>
    [Id(0)]
    public string Path { get; init; } = "";

    /// <summary>What was found and what was expected.</summary>
    [Id(1)]
    public string Message { get; init; } = "";
}
