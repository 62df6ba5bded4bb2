using System.Net.WebSockets;

namespace SessionService.Api.Sockets;

/// <summary>Why a socket ends.</summary>
/// <param name="Code">Closing code; null where nobody is there to be told.</param>
/// <param name="Description">Reason in the closing handshake, at most 123 bytes.</param>
/// <param name="Closing">Reason of the <c>closing</c> frame sent before; null for none.</param>
internal sealed record SocketEnd(WebSocketCloseStatus? Code, string Description, string? Closing = null)
{
    /// <summary>The client closed.</summary>
    public static SocketEnd Left { get; } = new(WebSocketCloseStatus.NormalClosure, "");

    /// <summary>The connection broke, or nothing could be sent for too long.</summary>
    public static SocketEnd Vanished { get; } = new(null, "");

    /// <summary>The session was closed.</summary>
    public static SocketEnd SessionClosed { get; } = new(WebSocketCloseStatus.NormalClosure, "The session was closed.", "closed");

    /// <summary>The service goes down.</summary>
    public static SocketEnd Shutdown { get; } =
        new(WebSocketCloseStatus.EndpointUnavailable, "The service is going down; reconnect.", "shutdown");

    /// <summary>The list of streams is another one now; the next welcome tells it.</summary>
    public static SocketEnd Replaced { get; } = new(WebSocketCloseStatus.NormalClosure, "The streams have changed; reconnect.", "replaced");

    /// <summary>Something failed here.</summary>
    public static SocketEnd Fault { get; } = new(WebSocketCloseStatus.InternalServerError, "The service failed; reconnect.", "fault");

    /// <summary>The token ran out.</summary>
    public static SocketEnd TokenExpired { get; } = new(WebSocketCloseStatus.PolicyViolation, "The token ran out.");

    /// <summary>The API key was revoked.</summary>
    public static SocketEnd KeyRevoked { get; } = new(WebSocketCloseStatus.PolicyViolation, "The API key was revoked.");

    /// <summary>Too many wrong frames.</summary>
    public static SocketEnd TooManyFaults { get; } = new(WebSocketCloseStatus.PolicyViolation, "Too many wrong frames.");

    /// <summary>Too many commands.</summary>
    public static SocketEnd TooManyCommands { get; } = new(WebSocketCloseStatus.PolicyViolation, "Too many commands.");

    /// <summary>A frame was too large.</summary>
    public static SocketEnd TooLarge { get; } = new(WebSocketCloseStatus.MessageTooBig, "A frame was too large.");

    /// <summary>A binary frame came.</summary>
    public static SocketEnd Binary { get; } = new(WebSocketCloseStatus.InvalidMessageType, "Commands are text frames.");

    /// <summary>The end that a host's notice means.</summary>
    public static SocketEnd OfNotice(string reason) => reason switch
    {
        "closed" => SessionClosed,
        "shutdown" => Shutdown,
        "replaced" => Replaced,
        _ => Fault,
    };
}
