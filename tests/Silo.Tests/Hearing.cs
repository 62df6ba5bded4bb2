using System.Net.WebSockets;

namespace SessionService.Silo.Tests;

/// <summary>Listens to the session <c>tune</c> as a client does.</summary>
internal static class Hearing
{
    /// <summary>Waits for ten frames of audio.</summary>
    public static async Task TenFramesAsync(int port, string key, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("sessionservice.v1");
        socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/v1/sessions/tune/socket?format=pcm"), cancellation);
        byte[] frame = new byte[64 * 1024];
        for (int audio = 0; audio < 10;)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(frame.AsMemory(), cancellation);
            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            audio += part is { MessageType: WebSocketMessageType.Binary, EndOfMessage: true } ? 1 : 0;
        }
    }
}
