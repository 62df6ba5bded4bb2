using NSec.Cryptography;

namespace SessionService.Inference.Packages;

/// <summary>Ed25519 signatures (RFC 8032) over the bytes of <c>model.json</c>, which holds the hash of every other file.</summary>
internal static class Signatures
{
    private const int SignatureBytes = 64;

    /// <exception cref="PackageException">Keys are trusted, and none of them signed.</exception>
    public static void Require(string folder, ReadOnlySpan<byte> manifest, PackageTrust trust)
    {
        if (trust.Keys.Count == 0)
        {
            return;
        }

        string path = Path.Combine(folder, ModelPackage.SignatureFile);
        byte[] signature = File.Exists(path) && new FileInfo(path).Length == SignatureBytes ? File.ReadAllBytes(path) : [];
        if (signature.Length != SignatureBytes)
        {
            throw new PackageException(
                folder, $"{ModelPackage.SignatureFile} is not there or not {SignatureBytes} bytes; a signature by a trusted key is asked for.");
        }

        foreach (ReadOnlyMemory<byte> key in trust.Keys)
        {
            if (PublicKey.TryImport(SignatureAlgorithm.Ed25519, key.Span, KeyBlobFormat.RawPublicKey, out PublicKey? known)
                && SignatureAlgorithm.Ed25519.Verify(known!, manifest, signature))
            {
                return;
            }
        }

        throw new PackageException(folder, "it is signed by none of the trusted keys.");
    }
}
