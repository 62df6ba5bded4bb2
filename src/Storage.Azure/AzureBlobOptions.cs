namespace SessionService.Storage.Azure;

/// <summary>Which container, and where.</summary>
/// <param name="Container">Made where it is missing.</param>
public sealed record AzureBlobOptions(string Container)
{
    /// <summary>Address of the account, such as <c>https://account.blob.core.windows.net</c>: used with the identity of the machine.</summary>
    public Uri? Service { get; init; }

    /// <summary>Instead of it: a connection string with a key.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>What every blob's name begins with, such as <c>production/</c>.</summary>
    public string Prefix { get; init; } = "";
}
