using System.Buffers;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Blobs;

/// <summary>What every store of blobs checks, so that all adapters refuse alike.</summary>
public static class BlobRules
{
    private const int NameLength = 64;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>A name is 64 of 0–9 and a–f: it can be no path, and no other object's.</summary>
    /// <param name="blob">Its key.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static void Require(BlobKey blob)
    {
        if (blob.Sha256.Length != NameLength || !IsPrefix(blob.Sha256) || blob.Tenant.Value.Length == 0)
        {
            throw new ArgumentException($"'{blob}' is no name of a blob.", nameof(blob));
        }
    }

    /// <summary>Whether names can begin so; where not, a list of them is empty.</summary>
    /// <param name="prefix">Beginning of a name.</param>
    public static bool IsPrefix(string prefix)
    {
        return prefix.Length <= NameLength && !prefix.AsSpan().ContainsAnyExcept(Digits);
    }

    /// <summary>The name that object stores give a blob.</summary>
    /// <param name="blob">Its key.</param>
    public static string ObjectName(BlobKey blob)
    {
        return $"{blob.Tenant}/{blob.Sha256}";
    }
}
