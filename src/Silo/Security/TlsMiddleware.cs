using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using SessionService.Silo.Options;

namespace SessionService.Silo.Security;

/// <summary>
/// Puts TLS around a connection between nodes, before anything else is said on it. Both sides show a certificate of a trusted
/// authority that carries the agreed name; whoever does not is refused, and the log says why.
/// </summary>
internal sealed partial class TlsMiddleware(
    NodeCertificates certificates, TlsOptions options, TimeProvider time, ILogger<TlsMiddleware> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The side that was connected to.</summary>
    public void AsServer(IConnectionBuilder connection) => connection.Use(next => context => RunAsync(context, next, isServer: true));

    /// <summary>The side that connects.</summary>
    public void AsClient(IConnectionBuilder connection) => connection.Use(next => context => RunAsync(context, next, isServer: false));

    private async Task RunAsync(ConnectionContext context, ConnectionDelegate next, bool isServer)
    {
        IDuplexPipe bare = context.Transport;
        await using var stream = new DuplexStream(bare);
        await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
        if (!await ShakeHandsAsync(context, tls, isServer))
        {
            context.Abort(new ConnectionAbortedException("The other node was refused."));
            return;
        }

        try
        {
            context.Transport = new Pipes(
                PipeReader.Create(tls, new StreamPipeReaderOptions(leaveOpen: true)),
                PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true)));
            await next(context);
        }
        finally
        {
            context.Transport = bare;
        }
    }

    private async Task<bool> ShakeHandsAsync(ConnectionContext context, SslStream tls, bool isServer)
    {
        string? refusal = null;
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            CertificateSet mine = certificates.Current;
            bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
            {
                refusal = PeerCheck.Refusal(
                    certificate as X509Certificate2, chain?.ChainElements, mine.Authorities, options.Name, !isServer, time.GetUtcNow());
                return refusal is null;
            }

            await (isServer
                ? tls.AuthenticateAsServerAsync(Server(mine, Accept), limit.Token)
                : tls.AuthenticateAsClientAsync(Client(mine, Accept), limit.Token));
            return true;
        }
        catch (Exception fault) when (fault is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException)
        {
            // Without a reason of our own, the other side refused us or never spoke TLS.
            LogRefused(refusal is null ? fault : null, context.RemoteEndPoint?.ToString(), refusal ?? "there was no handshake");
            return false;
        }
    }

    private static SslServerAuthenticationOptions Server(CertificateSet mine, RemoteCertificateValidationCallback accept) => new()
    {
        ServerCertificateContext = mine.Own, ClientCertificateRequired = true, RemoteCertificateValidationCallback = accept,
        EnabledSslProtocols = SslProtocols.None, CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
    };

    private SslClientAuthenticationOptions Client(CertificateSet mine, RemoteCertificateValidationCallback accept) => new()
    {
        TargetHost = options.Name, ClientCertificateContext = mine.Own, RemoteCertificateValidationCallback = accept,
        EnabledSslProtocols = SslProtocols.None, CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
    };

    [LoggerMessage(1, LogLevel.Warning, "Node at {Remote} was refused: {Reason}.")]
    private partial void LogRefused(Exception? fault, string? remote, string reason);

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
