namespace SessionService.Grains.Models;

/// <summary>What a registry of models says, as it is stored.</summary>
[GenerateSerializer, Alias("model.stored")]
public sealed record ModelState
{
    /// <summary>Its JSON; empty for a registry that was never written.</summary>
    [Id(0)]
    public byte[] Json { get; init; } = [];
}
