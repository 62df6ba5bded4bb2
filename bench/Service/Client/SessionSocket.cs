using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace SessionService.Bench.Service.Client;

/// <summary>One listener's socket (docs/protocol.md). Handlers are called on one task, in order.</summary>
internal sealed class SessionSocket : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private Task receiving = Task.CompletedTask;

    /// <summary>Audio: timestamp of arrival, first sample, samples.</summary>
    public Action<long, long, int>? Audio { get; set; }

    /// <summary>A JSON frame: timestamp of arrival, the frame.</summary>
    public Action<long, JsonElement>? Frame { get; set; }

    /// <summary>Connects and begins to receive; set the handlers before.</summary>
    public async Task ConnectAsync(ServiceProcess service, string session, string format)
    {
        socket.Options.AddSubProtocol("sessionservice.v1");
        socket.Options.SetRequestHeader("Authorization", "Bearer " + service.Key);
        UriBuilder address = new(service.Address) { Scheme = "ws", Path = $"/v1/sessions/{session}/socket", Query = "format=" + format };
        await socket.ConnectAsync(address.Uri, CancellationToken.None);
        receiving = ReceiveAsync();
    }

    /// <summary>Sends a JSON frame.</summary>
    /// <returns>The timestamp just before it was handed to the socket.</returns>
    public async Task<long> SendAsync(string json)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        long at = Stopwatch.GetTimestamp();
        await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return at;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await receiving;
        socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            int length = 0;
            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                length += part.Count;
                if (part.EndOfMessage)
                {
                    Take(part.MessageType, buffer.AsMemory(0, length));
                    length = 0;
                }
            }
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException)
        {
            // The benchmark is over, or the service is gone: what is missing shows in the counts.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void Take(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        long at = Stopwatch.GetTimestamp();
        if (type == WebSocketMessageType.Binary)
        {
            ReadOnlySpan<byte> header = message.Span;
            Audio?.Invoke(at, BinaryPrimitives.ReadInt64LittleEndian(header[8..]), BinaryPrimitives.ReadInt32LittleEndian(header[16..]));
            return;
        }

        using JsonDocument json = JsonDocument.Parse(message);
        Frame?.Invoke(at, json.RootElement);
    }
}
