using System.Security.Cryptography;
using System.Text;

namespace SessionService.Storage;

/// <summary>Hashes of maps.</summary>
public static class ProjectHashes
{
    /// <summary>Lower-case hex SHA-256 of a text in UTF-8.</summary>
    /// <param name="text">A map as JSON text.</param>
    public static string Sha256(string text)
    {
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
