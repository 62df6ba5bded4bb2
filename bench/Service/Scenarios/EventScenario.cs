using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SessionService.Bench.Service.Client;
using SessionService.Bench.Service.Player;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>
/// One listener that sends a command every so often: how long until its acknowledgement, and until it is heard. The
/// commands move a parameter, which takes effect at once: its sync point is the moment itself.
/// </summary>
internal sealed class EventScenario : IDisposable
{
    private const string MapFile = "examples/game.json";

    // libopus delays what it gives back by this much (48 kHz, audio mode).
    private const int OpusDelay = 312;

    private readonly ConcurrentDictionary<string, long> sent = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<(string Name, double Min, double Max)> parameter = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ModelPlayer player = new(OpusDelay);
    private readonly Lock gate = new();
    private readonly SemaphoreSlim answered = new(0);

    /// <summary>From sending to the acknowledgement.</summary>
    public Latencies Acknowledged { get; } = new();

    /// <summary>From sending to hearing.</summary>
    public Latencies Heard { get; } = new();

    /// <summary>How far the service rendered ahead, as it reports it once a second.</summary>
    public Latencies Lead { get; } = new();

    /// <summary>What the player had in hand when an acknowledgement came.</summary>
    public Latencies Buffered { get; } = new();

    /// <summary>Times the player's buffer ran dry.</summary>
    public int Underruns => player.Underruns;

    /// <summary>Runs it.</summary>
    /// <param name="commands">How many commands are measured; a tenth more are sent before, to warm up.</param>
    /// <param name="everyMs">Mean time between two.</param>
    public async Task RunAsync(int commands, int everyMs)
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync();
        using ServiceClient client = new(service);
        string session = await client.CreateSessionAsync(MapFile);
        await using SessionSocket socket = new() { Audio = TakeAudio, Frame = TakeFrame };
        await socket.ConnectAsync(service, session, "opus");
        (string name, double min, double max) = await parameter.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await Task.Delay(TimeSpan.FromSeconds(2));

        int warmUp = Math.Max(10, commands / 10);
        for (int i = 0; i < warmUp + commands; i++)
        {
            // Uneven steps, so that commands fall everywhere between two frames of audio.
            await Task.Delay((everyMs / 2) + (i * 7919 % everyMs));
            string id = (i < warmUp ? "w" : "e") + i.ToString(CultureInfo.InvariantCulture);
            double value = min + ((max - min) * (i % 10) / 10.0);
            string json = string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"set\",\"id\":\"{id}\",\"parameter\":\"{name}\",\"value\":{value:0.###},\"over\":100}}");
            sent[id] = Stopwatch.GetTimestamp();
            await socket.SendAsync(json);
        }

        await WaitForAnswersAsync(commands);
    }

    /// <inheritdoc/>
    public void Dispose() => answered.Dispose();

    private async Task WaitForAnswersAsync(int commands)
    {
        // What is acknowledged is heard within the next second of audio.
        for (int i = 0; i < commands; i++)
        {
            if (!await answered.WaitAsync(TimeSpan.FromSeconds(10)))
            {
                throw new InvalidOperationException($"{Acknowledged.Count} of {commands} commands were acknowledged, {Heard.Count} heard.");
            }
        }
    }

    private void TakeAudio(long at, long first, int samples)
    {
        lock (gate)
        {
            player.Arrived(at, first, first + samples);
        }
    }

    private void TakeFrame(long at, JsonElement frame)
    {
        switch (frame.GetProperty("type").GetString())
        {
            case "welcome":
                JsonElement first = frame.GetProperty("state").GetProperty("parameters")[0];
                parameter.TrySetResult((first.GetProperty("name").GetString()!, first.GetProperty("min").GetDouble(), first.GetProperty("max").GetDouble()));
                break;
            case "stats":
                Lead.Add(frame.GetProperty("lead_ms").GetDouble());
                break;
            case "ack":
                TakeAcknowledgement(at, frame);
                break;
        }
    }

    private void TakeAcknowledgement(long at, JsonElement frame)
    {
        string id = frame.GetProperty("id").GetString()!;
        if (!sent.TryRemove(id, out long from) || id[0] == 'w')
        {
            return;
        }

        if (frame.GetProperty("status").GetString() != "accepted" || frame.GetProperty("cues").GetArrayLength() == 0)
        {
            throw new InvalidOperationException("A command of the benchmark was not taken: " + frame.GetRawText());
        }

        Acknowledged.Add(Stopwatch.GetElapsedTime(from, at).TotalMilliseconds);
        long sample = frame.GetProperty("cues")[0].GetProperty("sample").GetInt64();
        lock (gate)
        {
            Buffered.Add(player.LevelMs);
            player.WhenHeard(sample, heard =>
            {
                Heard.Add(Stopwatch.GetElapsedTime(from, heard).TotalMilliseconds);
                answered.Release();
            });
        }
    }
}
