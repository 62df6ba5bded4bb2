using System.Buffers.Binary;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using SessionService.Music.Time;

namespace SessionService.Chaos.Listening;

/// <summary>
/// A person with a page open: listens, sends commands all the time, and when the connection is lost goes on at the other front
/// end, where it left off, and says again what was not answered.
/// </summary>
internal sealed class Visitor(string session, IReadOnlyList<Uri> frontEnds, int first, string key, bool records, TimeSpan commandEvery) : IDisposable
{
    private const int HeaderBytes = 28;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly SemaphoreSlim sending = new(1);
    private int at = first;
    private long end = -1;

    public string Session => session;

    public Playout Playout { get; } = new(TimeProvider.System);

    public CommandBook Commands { get; } = new(TimeProvider.System);

    public Recording? Recording { get; } = records ? new Recording() : null;

    /// <summary>Connections that were lost.</summary>
    public int Losses { get; private set; }

    /// <summary>Samples of the music that were left out.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Samples that were sent twice.</summary>
    public long Repeated { get; private set; }

    /// <summary>What the service said of its own accord: errors and closings.</summary>
    public List<string> Complaints { get; } = [];

    public void Dispose() => sending.Dispose();

    /// <summary>Listens until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var socket = new ClientWebSocket();
            using var once = CancellationTokenSource.CreateLinkedTokenSource(stop);
            try
            {
                await ConnectAsync(socket, once.Token);
                Task talking = TalkAsync(socket, once.Token);
                await ListenAsync(socket, once.Token);
                await once.CancelAsync();
                await talking;
            }
            catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or TimeoutException or IOException)
            {
                await once.CancelAsync();
            }

            if (!stop.IsCancellationRequested)
            {
                Losses++;
                at++;
                await Task.Delay(50, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ConnectAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        socket.Options.AddSubProtocol("sessionservice.v1");
        socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        string from = end < 0 ? "" : "&from=" + end.ToString(CultureInfo.InvariantCulture);
        string format = Recording is null ? "opus" : "pcm";
        Uri home = frontEnds[at % frontEnds.Count];
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Patience);
        await socket.ConnectAsync(
            new Uri($"ws://{home.Authority}/v1/sessions/{session}/socket?format={format}{from}"), limited.Token);
        foreach (JsonObject command in Commands.Unanswered())
        {
            await SendAsync(socket, command, cancellation);
        }
    }

    private async Task TalkAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                // Not all at once.
                await Task.Delay(commandEvery * (0.5 + Random.Shared.NextDouble()), cancellation);
                await SendAsync(socket, Commands.Next(), cancellation);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException)
        {
            // The listening side notices too.
        }
    }

    private async Task ListenAsync(ClientWebSocket socket, CancellationToken cancellation)
    {
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            switch (part.MessageType)
            {
                case WebSocketMessageType.Binary:
                    TakeAudio(buffer.AsSpan(0, length));
                    break;
                case WebSocketMessageType.Text:
                    TakeText(socket, buffer.AsMemory(0, length), cancellation);
                    break;
                default:
                    return;
            }
        }
    }

    private void TakeAudio(ReadOnlySpan<byte> frame)
    {
        long from = BinaryPrimitives.ReadInt64LittleEndian(frame[8..]);
        int samples = BinaryPrimitives.ReadInt32LittleEndian(frame[16..]);
        int known = end < 0 ? 0 : (int)Math.Clamp(end - from, 0, samples);
        Repeated += known;
        LeftOut += end < 0 ? 0 : Math.Max(0, from - end);
        Recording?.Take(from, frame[HeaderBytes..]);
        end = Math.Max(end, from + samples);
        if (known < samples)
        {
            Playout.Take(samples - known);
        }
    }

    private void TakeText(ClientWebSocket socket, ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        using JsonDocument document = JsonDocument.Parse(frame);
        JsonElement root = document.RootElement;
        switch (root.GetProperty("type").GetString())
        {
            case "ack":
                Commands.Take(root.GetProperty("id").GetString()!, root.GetProperty("status").GetString()!);
                break;
            case "error":
                Complaints.Add(root.GetRawText());
                if (root.TryGetProperty("id", out JsonElement id) && Commands.Find(id.GetString()!) is { } again)
                {
                    _ = AgainAsync(socket, again, cancellation);
                }

                break;
            case "closing":
                Complaints.Add(root.GetRawText());
                break;
            default:
                break;
        }

    }

    // What could not be taken is sent again, a little later.
    private async Task AgainAsync(ClientWebSocket socket, JsonObject command, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(250, cancellation);
            await SendAsync(socket, command, cancellation);
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException)
        {
            // It is sent again on the next connection.
        }
    }

    private async Task SendAsync(ClientWebSocket socket, JsonObject command, CancellationToken cancellation)
    {
        await sending.WaitAsync(cancellation);
        try
        {
            byte[] text = JsonSerializer.SerializeToUtf8Bytes(command);
            await socket.SendAsync(text, WebSocketMessageType.Text, true, cancellation);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>How much was heard, in seconds.</summary>
    public double HeardTo => Math.Max(0, end) / (double)MusicalTime.SampleRate;
}
