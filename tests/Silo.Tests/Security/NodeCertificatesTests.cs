using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SessionService.Silo.Options;
using SessionService.Silo.Security;

namespace SessionService.Silo.Tests.Security;

/// <summary>Certificates that are replaced while the node runs.</summary>
public sealed class NodeCertificatesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("certificates-");
    private readonly TestAuthority authority = new("authority");
    private readonly FakeTimeProvider time = new();

    public void Dispose()
    {
        authority.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_new_certificate_comes_into_force_by_itself_and_half_of_one_does_not()
    {
        using X509Certificate2 first = authority.Sign();
        using X509Certificate2 second = authority.Sign();
        TlsOptions options = authority.Write(folder, first);
        var certificates = new NodeCertificates(options, time, NullLogger<NodeCertificates>.Instance);
        Assert.Equal(first.Thumbprint, certificates.Current.Own.TargetCertificate.Thumbprint);

        // The certificate is there already and its key is not.
        string key = File.ReadAllText(options.Key);
        authority.Write(folder, second);
        string newKey = File.ReadAllText(options.Key);
        File.WriteAllText(options.Key, key);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(first.Thumbprint, certificates.Current.Own.TargetCertificate.Thumbprint);

        File.WriteAllText(options.Key, newKey);
        Assert.Equal(first.Thumbprint, certificates.Current.Own.TargetCertificate.Thumbprint);
        time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(second.Thumbprint, certificates.Current.Own.TargetCertificate.Thumbprint);
    }

    [Fact]
    public void Without_any_there_is_no_connection()
    {
        var none = new TlsOptions("/no/such/file", "/no/such/file", "/no/such/file", TestAuthority.Name);
        var certificates = new NodeCertificates(none, time, NullLogger<NodeCertificates>.Instance);
        Assert.Throws<AuthenticationException>(() => certificates.Current);
    }
}
