namespace SessionService.Inference.Packages;

/// <summary>Which packages an operator lets in.</summary>
public sealed record PackageTrust
{
    /// <summary>Any package whose hashes are right.</summary>
    public static PackageTrust Any { get; } = new();

    /// <summary>Names, or names with versions such as <c>score-preview@1.0.0</c>; null lets all in.</summary>
    public IReadOnlySet<string>? Allowed { get; init; }

    /// <summary>Ed25519 public keys of 32 bytes, one of which must have signed; empty asks for no signature.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Keys { get; init; } = [];
}
