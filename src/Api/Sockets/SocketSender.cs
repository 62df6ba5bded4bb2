using System.Net.WebSockets;
using SessionService.Api.Telemetry;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Sockets;

/// <summary>
/// Sends one frame at a time. Audio and answers each have a task that waits here for its turn, so an answer waits for
/// one audio frame at most, and audio that cannot be sent waits in the listener's queue, where it can be skipped.
/// </summary>
internal sealed class SocketSender(WebSocket socket, ApiMetrics metrics) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private byte[] _frame = new byte[512];
    private long _frames;
    private long _sending;

    /// <summary>Number of the frame that is being sent, from 1; 0 while none is.</summary>
    public long Sending => Volatile.Read(ref _sending);

    /// <summary>Sends audio.</summary>
    public async ValueTask SendAsync(Segment segment, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            int length = SocketFrame.Length(segment);
            if (_frame.Length < length)
            {
                _frame = new byte[length];
            }

            SocketFrame.Write(segment, _frame);
            await SendAsync(_frame.AsMemory(0, length), WebSocketMessageType.Binary);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a JSON frame.</summary>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> json, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await SendAsync(json, WebSocketMessageType.Text);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends the closing handshake's half of this side.</summary>
    public async ValueTask CloseAsync(WebSocketCloseStatus code, string description)
    {
        await _turn.WaitAsync();
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(code, description, CancellationToken.None);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // Cancelling a send would break the socket in the middle of a frame; whoever wants that aborts the socket.
    private async ValueTask SendAsync(ReadOnlyMemory<byte> frame, WebSocketMessageType type)
    {
        Volatile.Write(ref _sending, ++_frames);
        await socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None);
        Volatile.Write(ref _sending, 0);
        metrics.Sent(frame.Length);
    }
}
