using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SessionService.Silo.Security;

/// <summary>Whether the certificate of the other side is one to trust.</summary>
internal static class PeerCheck
{
    // Extended key usages of RFC 5280, 4.2.1.12.
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientUse = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Why it is not; null where it is.</summary>
    /// <param name="certificate">What the other side showed.</param>
    /// <param name="between">What else it sent.</param>
    /// <param name="authorities">Who is trusted.</param>
    /// <param name="name">DNS name that the certificate must carry.</param>
    /// <param name="isServer">Whether the other side is the one that was connected to.</param>
    /// <param name="now">The time.</param>
    public static string? Refusal(
        X509Certificate2? certificate, X509ChainElementCollection? between, X509Certificate2Collection authorities, string name,
        bool isServer, DateTimeOffset now)
    {
        if (certificate is null)
        {
            return "it showed no certificate";
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.LocalDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(isServer ? ServerUse : ClientUse);
        foreach (X509ChainElement element in between ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        if (!chain.Build(certificate))
        {
            string why = string.Join(", ", chain.ChainStatus.Select(status => status.Status).Distinct());
            return $"its certificate {certificate.Subject} is not valid here: {why}";
        }

        return certificate.MatchesHostname(name, allowWildcards: true, allowCommonName: false)
            ? null
            : $"its certificate {certificate.Subject} does not carry the name {name}";
    }
}
