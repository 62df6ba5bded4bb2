using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SessionService.Silo.Options;

namespace SessionService.Silo.Security;

/// <summary>What a node shows and whom it trusts. Immutable: rotation makes a new one.</summary>
/// <param name="Own">This node's certificate with its key and what lies between it and the authority.</param>
/// <param name="Authorities">Who is trusted; nobody else is.</param>
internal sealed record CertificateSet(SslStreamCertificateContext Own, X509Certificate2Collection Authorities);

/// <summary>
/// Reads certificates from their files, anew when what is in the files has changed, so that certificates can be replaced while
/// the node runs. What cannot be read leaves the last ones in force. Thread-safe.
/// </summary>
internal sealed partial class NodeCertificates(TlsOptions options, TimeProvider time, ILogger<NodeCertificates> logger)
{
    // Contents are compared, not times: in Kubernetes a folder's link is exchanged and the files' own times say nothing.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private CertificateSet? current;
    private string? readFrom;
    private long lookedAt;

    /// <summary>The certificates now.</summary>
    /// <exception cref="AuthenticationException">They were never readable.</exception>
    public CertificateSet Current
    {
        get
        {
            lock (gate)
            {
                if (current is null || time.GetElapsedTime(lookedAt) >= LookEvery)
                {
                    lookedAt = time.GetTimestamp();
                    Look();
                }

                return current ?? throw new AuthenticationException("This node's own certificates cannot be read; its log says why.");
            }
        }
    }

    private void Look()
    {
        try
        {
            string certificate = File.ReadAllText(options.Certificate);
            string key = File.ReadAllText(options.Key);
            string authority = File.ReadAllText(options.Authority);
            string all = string.Concat(certificate, key, authority);
            if (!string.Equals(all, readFrom, StringComparison.Ordinal))
            {
                current = Read(certificate, key, authority);
                readFrom = all;
                LogRead(current.Own.TargetCertificate.Subject, current.Own.TargetCertificate.NotAfter.ToUniversalTime());
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            // In the middle of an exchange the key may not be that of the certificate.
            LogUnreadable(fault, options.Certificate);
        }
    }

    private static CertificateSet Read(string certificate, string key, string authority)
    {
        using X509Certificate2 fromPem = X509Certificate2.CreateFromPem(certificate, key);

        // Windows cannot use a key that is in memory only.
        X509Certificate2 own = X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
        X509Certificate2Collection between = [];
        between.ImportFromPem(certificate);
        if (between.Count > 0)
        {
            between.RemoveAt(0);
        }

        X509Certificate2Collection authorities = [];
        authorities.ImportFromPem(authority);
        return authorities.Count == 0
            ? throw new CryptographicException("The file of authorities holds no certificate.")
            : new CertificateSet(SslStreamCertificateContext.Create(own, between, offline: true), authorities);
    }

    [LoggerMessage(1, LogLevel.Information, "Node certificate {Subject}, valid until {Until}, is in force.")]
    private partial void LogRead(string subject, DateTime until);

    [LoggerMessage(2, LogLevel.Warning, "Node certificate {File} cannot be read.")]
    private partial void LogUnreadable(Exception fault, string file);
}
