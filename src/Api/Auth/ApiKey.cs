using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SessionService.Api.Auth;

/// <summary>
/// An API key as its owner holds it: <c>ssk_&lt;id&gt;_&lt;secret&gt;</c>, 16 and 64 hex digits. The prefix lets secret
/// scanners find a key that leaked.
/// </summary>
/// <param name="Id">Public part: 64 random bits in hex.</param>
/// <param name="Secret">Secret part: 256 random bits in hex.</param>
internal sealed record ApiKey(string Id, string Secret)
{
    private const string Prefix = "ssk_";
    private const int IdDigits = 16;
    private const int SecretDigits = 64;

    /// <summary>A new random key.</summary>
    public static ApiKey Create() => new(
        RandomNumberGenerator.GetHexString(IdDigits, lowercase: true),
        RandomNumberGenerator.GetHexString(SecretDigits, lowercase: true));

    /// <summary>Reads a key as shown; false where it does not have the shape of one.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ApiKey? key)
    {
        key = null;
        if (text.Length != Prefix.Length + IdDigits + 1 + SecretDigits
            || !text.StartsWith(Prefix, StringComparison.Ordinal)
            || text[Prefix.Length + IdDigits] != '_')
        {
            return false;
        }

        string id = text.Substring(Prefix.Length, IdDigits);
        string secret = text[^SecretDigits..];
        if (!id.All(char.IsAsciiHexDigitLower) || !secret.All(char.IsAsciiHexDigitLower))
        {
            return false;
        }

        key = new ApiKey(id, secret);
        return true;
    }

    /// <summary>SHA-256 of the secret: what the store keeps.</summary>
    public byte[] SecretHash() => SHA256.HashData(Encoding.ASCII.GetBytes(Secret));

    /// <summary>The whole key, to be shown once.</summary>
    public string Reveal() => $"{Prefix}{Id}_{Secret}";

    /// <summary>Without the secret, so that a key cannot reach a log by accident.</summary>
    public override string ToString() => $"{Prefix}{Id}_…";
}
