using SessionService.Music;

namespace SessionService.Api.Sockets;

/// <summary>The times a socket lives by.</summary>
/// <param name="Time">The clock.</param>
/// <param name="SendTimeout">How long one frame may take to be sent.</param>
/// <param name="CloseTimeout">How long the client has for its half of the closing handshake.</param>
/// <param name="DrainTimeout">How long a socket waits for the host's last audio when the service goes down.</param>
internal sealed record SocketClock(TimeProvider Time, TimeSpan SendTimeout, TimeSpan CloseTimeout, TimeSpan DrainTimeout)
{
    /// <summary>How often a socket looks at the clock.</summary>
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Whether a credential's time, with its grace, is over.</summary>
    public bool IsOver(DateTimeOffset? expiresAt) =>
        expiresAt is { } at && Time.GetUtcNow() >= at.AddSeconds(Limits.TokenGraceSeconds);
}
