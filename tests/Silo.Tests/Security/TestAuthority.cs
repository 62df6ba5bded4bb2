using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SessionService.Silo.Options;

namespace SessionService.Silo.Tests.Security;

/// <summary>An authority of the test's own, and what it signs.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string Name = "node.test";

    private readonly X509Certificate2 root;

    public TestAuthority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(2));
    }

    public X509Certificate2Collection Trusted => [root];

    /// <summary>A certificate for a node.</summary>
    public X509Certificate2 Sign(string name = Name, int fromDays = -1, int toDays = 1, string[]? uses = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        OidCollection usage = [];
        foreach (string use in uses ?? ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"])
        {
            usage.Add(new Oid(use));
        }

        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(usage, false));
        using X509Certificate2 signed = request.Create(
            root, DateTimeOffset.UtcNow.AddDays(fromDays), DateTimeOffset.UtcNow.AddDays(toDays), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Writes what a node needs into files.</summary>
    public TlsOptions Write(DirectoryInfo folder, X509Certificate2 certificate)
    {
        string In(string name) => Path.Combine(folder.FullName, name);
        var options = new TlsOptions(In("node.pem"), In("node.key"), In("authority.pem"), Name);
        File.WriteAllText(options.Certificate, certificate.ExportCertificatePem());
        File.WriteAllText(options.Key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(options.Authority, root.ExportCertificatePem());
        return options;
    }

    public void Dispose() => root.Dispose();
}
