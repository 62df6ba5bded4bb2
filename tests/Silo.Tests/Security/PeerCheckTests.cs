using System.Security.Cryptography.X509Certificates;
using SessionService.Silo.Security;

namespace SessionService.Silo.Tests.Security;

/// <summary>Who is let in, and what is said of who is not.</summary>
public sealed class PeerCheckTests : IDisposable
{
    private readonly TestAuthority ours = new("ours");
    private readonly TestAuthority theirs = new("theirs");

    public void Dispose()
    {
        ours.Dispose();
        theirs.Dispose();
    }

    [Fact]
    public void A_certificate_of_the_authority_with_the_name_is_good_on_both_sides()
    {
        using X509Certificate2 good = ours.Sign();
        Assert.Null(Refusal(good, isServer: true));
        Assert.Null(Refusal(good, isServer: false));
    }

    [Fact]
    public void No_certificate_is_refused() => Assert.Contains("no certificate", Refusal(null), StringComparison.Ordinal);

    [Fact]
    public void Another_authority_is_refused()
    {
        using X509Certificate2 other = theirs.Sign();
        Assert.Contains(nameof(X509ChainStatusFlags.PartialChain), Refusal(other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-10, -1)]
    [InlineData(1, 10)]
    public void Before_and_after_its_time_it_is_refused(int from, int to)
    {
        using X509Certificate2 late = ours.Sign(fromDays: from, toDays: to);
        Assert.Contains(nameof(X509ChainStatusFlags.NotTimeValid), Refusal(late), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_name_is_refused()
    {
        using X509Certificate2 stranger = ours.Sign("stranger.test");
        Assert.Contains("does not carry the name node.test", Refusal(stranger), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_for_servers_only_does_not_connect()
    {
        using X509Certificate2 server = ours.Sign(uses: ["1.3.6.1.5.5.7.3.1"]);
        Assert.Null(Refusal(server, isServer: true));
        Assert.Contains(nameof(X509ChainStatusFlags.NotValidForUsage), Refusal(server, isServer: false), StringComparison.Ordinal);
    }

    private string? Refusal(X509Certificate2? certificate, bool isServer = false) =>
        PeerCheck.Refusal(certificate, null, ours.Trusted, TestAuthority.Name, isServer, DateTimeOffset.UtcNow);
}
