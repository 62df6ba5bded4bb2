using System.Buffers;
using System.Net.WebSockets;
using SessionService.Music;

namespace SessionService.Api.Sockets;

/// <summary>What was received.</summary>
internal enum ReceivedKind
{
    /// <summary>A whole text frame.</summary>
    Text,

    /// <summary>A part of a binary frame.</summary>
    Binary,

    /// <summary>More than a frame may hold.</summary>
    TooLarge,

    /// <summary>The client's closing handshake.</summary>
    Close,
}

/// <summary>A received frame.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">UTF-8 text, valid until the next receive.</param>
internal readonly record struct Received(ReceivedKind Kind, ReadOnlyMemory<byte> Text);

/// <summary>Puts frames together from their fragments, in a buffer that grows to the limit and no further.</summary>
internal sealed class SocketReceiver(WebSocket socket) : IDisposable
{
    private const int FirstBytes = 1_024;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);

    /// <summary>The next frame.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask<Received> ReceiveAsync()
    {
        int length = 0;
        while (true)
        {
            if (length == _buffer.Length && !Grow(length))
            {
                return new Received(ReceivedKind.TooLarge, default);
            }

            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            if (part.MessageType != WebSocketMessageType.Text)
            {
                return new Received(
                    part.MessageType == WebSocketMessageType.Close ? ReceivedKind.Close : ReceivedKind.Binary, default);
            }

            length += part.Count;
            if (length > Limits.SocketFrameBytes)
            {
                return new Received(ReceivedKind.TooLarge, default);
            }

            if (part.EndOfMessage)
            {
                return new Received(ReceivedKind.Text, _buffer.AsMemory(0, length));
            }
        }
    }

    /// <summary>Receives and forgets until the client has closed its side.</summary>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async ValueTask DrainAsync()
    {
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private bool Grow(int length)
    {
        if (_buffer.Length > Limits.SocketFrameBytes)
        {
            return false;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Min(_buffer.Length * 2, Limits.SocketFrameBytes + 1));
        _buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        return true;
    }
}
