namespace SessionService.Storage.S3;

/// <summary>Which bucket, and where.</summary>
/// <param name="Bucket">Must be there already.</param>
public sealed record S3Options(string Bucket)
{
    /// <summary>Where an S3-compatible server is; null for the vendor's own, by region.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Region; what signatures name where there is an endpoint.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Access key; where null the environment, the profile or the machine's role says.</summary>
    public string? AccessKey { get; init; }

    /// <summary>Its secret.</summary>
    public string? SecretKey { get; init; }

    /// <summary>What every object's name begins with, such as <c>production/</c>.</summary>
    public string Prefix { get; init; } = "";
}
