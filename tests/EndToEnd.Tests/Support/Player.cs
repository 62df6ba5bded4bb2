using System.Buffers;
using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using SessionService.Browser.Tests.Support;

namespace SessionService.EndToEnd.Tests.Support;

/// <summary>A player on the socket in PCM mode that keeps every sample it is sent.</summary>
internal sealed class Player : IAsyncDisposable
{
    private const int HeaderBytes = 28;
    private readonly ClientWebSocket socket = new();
    private readonly ArrayBufferWriter<byte> pcm = new();
    private readonly byte[] buffer = new byte[64 * 1024];

    /// <summary>First sample it was sent; −1 before.</summary>
    public long FirstSample { get; private set; } = -1;

    /// <summary>End of what it was sent without a gap.</summary>
    public long EndSample { get; private set; }

    public ReadOnlyMemory<byte> Pcm => pcm.WrittenMemory;

    /// <summary>Acknowledgements by command id.</summary>
    public Dictionary<string, JsonNode> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Other JSON frames in order.</summary>
    public List<JsonNode> Frames { get; } = [];

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    public static async Task<Player> JoinAsync(
        ServiceProcess service, string session, string token, long? from, CancellationToken cancellation)
    {
        Player player = new();
        player.socket.Options.AddSubProtocol("sessionservice.v1");
        player.socket.Options.AddSubProtocol("token." + token);
        string query = from is null ? "?format=pcm" : $"?format=pcm&from={from}";
        await player.socket.ConnectAsync(
            new Uri($"ws://{service.Address.Authority}/v1/sessions/{session}/socket{query}"), cancellation);
        return player;
    }

    public Task SendAsync(JsonObject command, CancellationToken cancellation) => socket.SendAsync(
        Encoding.UTF8.GetBytes(command.ToJsonString()), WebSocketMessageType.Text, true, cancellation);

    public Task SendEventAsync(string id, string name, CancellationToken cancellation) =>
        SendAsync(new JsonObject { ["type"] = "event", ["id"] = id, ["event"] = name }, cancellation);

    /// <summary>Receives until a condition holds or the connection ends.</summary>
    /// <returns>Whether the condition holds.</returns>
    public async Task<bool> ReceiveUntilAsync(Func<bool> enough, CancellationToken cancellation)
    {
        while (!enough())
        {
            if (!await ReceiveAsync(cancellation))
            {
                return enough();
            }
        }

        return true;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> ReceiveAsync(CancellationToken cancellation)
    {
        int length = 0;
        while (true)
        {
            ValueWebSocketReceiveResult part;
            try
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
            }
            catch (WebSocketException)
            {
                // The other side is gone without a word, as after a kill.
                return false;
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            length += part.Count;
            if (part.EndOfMessage)
            {
                Take(part.MessageType, buffer.AsSpan(0, length));
                return true;
            }
        }
    }

    private void Take(WebSocketMessageType type, ReadOnlySpan<byte> message)
    {
        if (type == WebSocketMessageType.Text)
        {
            JsonNode frame = JsonNode.Parse(message)!;
            if ((string?)frame["type"] == "ack")
            {
                Answers[(string)frame["id"]!] = frame;
            }
            else
            {
                Frames.Add(frame);
            }

            return;
        }

        long first = BinaryPrimitives.ReadInt64LittleEndian(message[8..]);
        int samples = BinaryPrimitives.ReadInt32LittleEndian(message[16..]);
        FirstSample = FirstSample < 0 ? first : FirstSample;
        Assert.True(FirstSample == first || first == EndSample, $"A gap: {EndSample} is followed by {first}.");
        EndSample = first + samples;
        pcm.Write(message[HeaderBytes..]);
    }
}
