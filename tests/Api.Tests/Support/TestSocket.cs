using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SessionService.Api.Tests.Support;

/// <summary>A received frame.</summary>
/// <param name="Json">A JSON frame; null for audio.</param>
/// <param name="Audio">An audio frame; null for JSON.</param>
internal sealed record Frame(JsonNode? Json, byte[]? Audio);

/// <summary>A well-behaved client of the socket; every wait ends, at worst with a failed test.</summary>
internal sealed class TestSocket(ClientWebSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly byte[] _buffer = new byte[256 * 1024];

    public ClientWebSocket Raw => socket;

    public static async Task<TestSocket> OpenAsync(TestService service, string session, string token, string query = "")
    {
        ClientWebSocket socket = new();
        socket.Options.AddSubProtocol("sessionservice.v1");
        socket.Options.AddSubProtocol("token." + token);
        using CancellationTokenSource patience = new(Patience);
        await socket.ConnectAsync(
            new Uri($"ws://{service.Address.Authority}/v1/sessions/{session}/socket{query}"), patience.Token);
        return new TestSocket(socket);
    }

    public Task SendAsync(string json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>The next frame; null when the server has closed.</summary>
    public async Task<Frame?> NextAsync()
    {
        using CancellationTokenSource patience = new(Patience);
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(_buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                return part.MessageType == WebSocketMessageType.Text
                    ? new Frame(JsonNode.Parse(_buffer.AsSpan(0, length)), null)
                    : new Frame(null, _buffer.AsSpan(0, length).ToArray());
            }
        }
    }

    /// <summary>The next JSON frame; audio before it is passed over.</summary>
    public async Task<JsonNode> NextJsonAsync()
    {
        while (true)
        {
            Frame frame = await NextAsync() ?? throw new InvalidOperationException($"Closed: {socket.CloseStatus} {socket.CloseStatusDescription}");
            if (frame.Json is not null)
            {
                return frame.Json;
            }
        }
    }

    /// <summary>The next audio frame; JSON before it is passed over.</summary>
    public async Task<byte[]> NextAudioAsync()
    {
        while (true)
        {
            Frame frame = await NextAsync() ?? throw new InvalidOperationException("Closed.");
            if (frame.Audio is not null)
            {
                return frame.Audio;
            }
        }
    }

    /// <summary>Reads to the end, answers the handshake, and gives the frames before it.</summary>
    public async Task<(List<JsonNode> Frames, WebSocketCloseStatus? Code)> ReadToEndAsync()
    {
        List<JsonNode> frames = [];
        while (await NextAsync() is { } frame)
        {
            if (frame.Json is not null)
            {
                frames.Add(frame.Json);
            }
        }

        WebSocketCloseStatus? code = socket.CloseStatus;
        if (socket.State == WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }

        return (frames, code);
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
