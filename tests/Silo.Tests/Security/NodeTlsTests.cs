using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SessionService.Silo.Hosting;
using SessionService.Silo.Operations;
using SessionService.Silo.Options;
using SessionService.Silo.Security;
using SessionService.Testing;

namespace SessionService.Silo.Tests.Security;

/// <summary>Nodes that show one another certificates, and strangers at their doors.</summary>
public sealed class NodeTlsTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tls-");
    private readonly TestAuthority ours = new("ours");
    private readonly TestAuthority theirs = new("theirs");
    private readonly LoggedLines log = new(typeof(TlsMiddleware).FullName!);
    private NodeOptions options = null!;
    private Node silo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using X509Certificate2 own = ours.Sign();
        options = new NodeOptions
        {
            Roles = NodeRoles.Silo, Data = folder.FullName, SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), OperationsPort = 0,
            Workers = 1, Tls = ours.Write(folder, own),
        };
        silo = Node.Build(options, services => services.AddSingleton<ILoggerProvider>(log));
        await silo.StartAsync(TextWriter.Null, Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await silo.StopAsync();
        await silo.DisposeAsync();
        log.Dispose();
        ours.Dispose();
        theirs.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Nodes_of_one_authority_talk_silo_to_silo_and_front_end_to_silo()
    {
        await using Node second = Node.Build(options with
        {
            SiloPort = FreePort.Take(), GatewayPort = FreePort.Take(), PrimaryPort = options.SiloPort,
        });
        await second.StartAsync(TextWriter.Null, Cancellation);
        Assert.True(await second.Services.GetServices<Api.Probes.IReadinessCheck>().OfType<SiloCheck>().Single().IsReadyAsync(Cancellation));

        int port = FreePort.Take();
        await using Node front = Node.Build(options with { Roles = NodeRoles.Api, Urls = $"http://127.0.0.1:{port}" });
        await front.StartAsync(TextWriter.Null, Cancellation);
        using var http = new HttpClient();
        using HttpResponseMessage ready = await http.GetAsync(new Uri($"http://127.0.0.1:{port}/health/ready"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        await front.StopAsync();
        await second.StopAsync();
    }

    [Fact]
    public async Task Strangers_are_refused_at_both_doors_and_the_log_says_why()
    {
        using X509Certificate2 wrongAuthority = theirs.Sign();
        using X509Certificate2 expired = ours.Sign(fromDays: -9, toDays: -1);
        using X509Certificate2 wrongName = ours.Sign("stranger.test");
        foreach (int port in new[] { options.GatewayPort, options.SiloPort })
        {
            await RefusedAsync(port, null, "it showed no certificate");
            await RefusedAsync(port, wrongAuthority, nameof(X509ChainStatusFlags.PartialChain));
            await RefusedAsync(port, expired, nameof(X509ChainStatusFlags.NotTimeValid));
            await RefusedAsync(port, wrongName, "does not carry the name node.test");
        }
    }

    [Fact]
    public async Task Plain_text_gets_no_answer()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, options.GatewayPort, Cancellation);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), Cancellation);
        byte[] answer = new byte[256];
        Assert.True(await EndsAsync(client.GetStream(), answer));
        Assert.Contains("there was no handshake", await log.Lines.ReadAsync(Cancellation), StringComparison.Ordinal);
    }

    private async Task RefusedAsync(int port, X509Certificate2? certificate, string reason)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        using var tls = new SslStream(client.GetStream());
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = TestAuthority.Name,
                    ClientCertificates = certificate is null ? null : [certificate],
                    RemoteCertificateValidationCallback = (_, shown, _, _) => PeerCheck.Refusal(
                        shown as X509Certificate2, null, ours.Trusted, TestAuthority.Name, isServer: true, DateTimeOffset.UtcNow) is null,
                },
                Cancellation);

            // With TLS 1.3 the client is through before the server has looked at its certificate.
            byte[] answer = new byte[1];
            if (await tls.ReadAsync(answer, Cancellation) == 0)
            {
                throw new AuthenticationException("The silo hung up.");
            }
        });
        string line = await log.Lines.ReadAsync(Cancellation);
        Assert.StartsWith("Warning: Node at 127.0.0.1:", line, StringComparison.Ordinal);
        Assert.Contains(reason, line, StringComparison.Ordinal);
    }

    // A TLS alert may come first.
    private static async Task<bool> EndsAsync(NetworkStream stream, byte[] answer)
    {
        try
        {
            int length;
            do
            {
                length = await stream.ReadAsync(answer, Cancellation);
            }
            while (length > 0);
        }
        catch (IOException)
        {
            // Reset.
        }

        return true;
    }
}
