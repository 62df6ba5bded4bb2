using System.Globalization;
using System.Net.WebSockets;
using SessionService.Api.Auth;
using SessionService.Api.Commands;
using SessionService.Api.Http;
using SessionService.Api.Sockets;
using SessionService.Api.Telemetry;
using SessionService.Music;
using SessionService.Music.Time;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Endpoints;

/// <summary><c>/v1/sessions/{session}/socket</c>: audio out, commands in, as docs/protocol.md says.</summary>
internal sealed class SocketRoutes(
    ISessionHost host, ApiKeyVerifier keys, CommandRates rates, SocketRegistry registry, ApiMetrics metrics, TimeProvider time,
    ServiceOptions options, IHostApplicationLifetime lifetime, ILogger<SocketRoutes> logger)
{
    /// <summary>Name of the protocol, with its version.</summary>
    public const string Subprotocol = "sessionservice.v1";

    /// <summary>Adds the route.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/sessions/{session}/socket", OpenAsync)
            .RequireAuthorization(Policies.KeyOrToken).WithTags("Sessions")
            .Describe(
                "openSocket",
                "Open the session's WebSocket.",
                "Subprotocol `sessionservice.v1`; a browser adds `token.<token>`. `format` is `opus` or `pcm`, `streams` is `mix` "
                + "or `layers`, `from` is the sample to go on at. See docs/protocol.md.")
            .Produces(101).Problem(400, 401, 404, 409, 410, 426, 429);

    private static Task<IResult> OpenAsync(
        HttpContext http, SocketRoutes sockets, string session, string? format, string? streams, string? from) =>
        sockets.HandleAsync(http, session, format, streams, from);

    private async Task<IResult> HandleAsync(HttpContext http, string session, string? format, string? streams, string? from)
    {
        Caller caller = Caller.Of(http);
        if (SessionRoutes.KeyOf(http, session) is not { } key
            || (caller.Session is not null && !string.Equals(caller.Session, session, StringComparison.Ordinal)))
        {
            return Problems.NotFound();
        }

        Outcome<SessionState> state = await host.StateAsync(key, http.RequestAborted);
        if (state.Refusal is { } refusal)
        {
            return Problems.OfRefusal(refusal, state.Faults);
        }

        if (state.Value!.Closed)
        {
            return Problems.Gone();
        }

        if (!http.WebSockets.IsWebSocketRequest
            || !http.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol, StringComparer.Ordinal))
        {
            http.Response.Headers.Upgrade = "websocket";
            return Problems.UpgradeRequired();
        }

        if (ReadRequest(format, streams, from, out ListenRequest request) is { } problem)
        {
            return problem;
        }

        Outcome<IListener> listening = await host.ListenAsync(key, request, http.RequestAborted);
        if (listening.Refusal is { } refused)
        {
            return Problems.OfRefusal(refused, listening.Faults);
        }

        await using IListener listener = listening.Value!;
        using WebSocket socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = Subprotocol,
            KeepAliveInterval = options.KeepAlive,
            KeepAliveTimeout = options.KeepAliveTimeout,
        });
        await RunAsync(socket, listener, caller, key, request);
        return Results.Empty;
    }

    private async Task RunAsync(WebSocket socket, IListener listener, Caller caller, SessionKey key, ListenRequest request)
    {
        using SocketReceiver receiver = new(socket);
        using SocketSender sender = new(socket, metrics);
        SocketReplies replies = new(sender);
        OwnCommands own = new(Limits.CommandBurst);
        CommandInbox inbox = new(host, key, replies, own, time, metrics);
        ClientFrames frames = new(host, key, caller.Scope == TokenScope.Control, rates, inbox, replies, metrics);
        SocketClock clock = new(time, options.SendTimeout, options.CloseTimeout, options.DrainTimeout);
        SocketConnection connection = new(
            socket, listener, caller, receiver, sender, replies, inbox, frames, own, keys, clock, logger);

        using IDisposable entry = registry.Enter(key);
        metrics.SocketOpened();
        SocketEnd end = SocketEnd.Vanished;
        try
        {
            // Read after listening began, so that no change falls between the state and the first notice.
            Outcome<SessionState> state = await host.StateAsync(key, CancellationToken.None);
            if (state.Refusal is null)
            {
                byte[] welcome = Welcome(key, caller, listener, request, state.Value!);
                end = await connection.RunAsync(welcome, lifetime.ApplicationStopping);
            }
        }
        finally
        {
            metrics.SocketClosed(end.Code is { } code ? (int)code : 0);
        }
    }

    private static byte[] Welcome(SessionKey key, Caller caller, IListener listener, ListenRequest request, SessionState state) =>
        Frames.Welcome(new WelcomeFrame(
            "welcome", Subprotocol, key.Id, caller.Scope == TokenScope.Control ? "control" : "listen",
            MusicalTime.SampleRate, 2, request.Format == AudioFormat.Opus ? "opus" : "pcm",
            [.. listener.Streams.Select(stream => new StreamInfo(stream.Index, stream.Name))],
            listener.FirstSample, listener.Resumed, state));

    private ApiProblem? ReadRequest(string? format, string? streams, string? from, out ListenRequest request)
    {
        request = new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null);
        if (format is not (null or "opus" or "pcm"))
        {
            return Problems.BadParameter("format", "Expected opus or pcm.");
        }

        if (streams is not (null or "mix" or "layers"))
        {
            return Problems.BadParameter("streams", "Expected mix or layers.");
        }

        long sample = 0;
        if (from is not null && !long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out sample))
        {
            return Problems.BadParameter("from", "Expected a sample from 0.");
        }

        // Where Opus cannot be encoded the welcome says pcm, which every player must take.
        bool opus = format is not "pcm" && host.OpusAvailable;
        request = new ListenRequest(
            opus ? AudioFormat.Opus : AudioFormat.Pcm,
            streams is "layers" ? StreamSelection.Layers : StreamSelection.Mix,
            from is null ? null : sample);
        return null;
    }
}
