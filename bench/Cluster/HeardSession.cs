using System.Collections.Concurrent;
using System.Diagnostics;
using SessionService.Bench.Service;
using SessionService.Bench.Service.Player;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Bench.Cluster;

/// <summary>
/// One session with one listener and a page that sends events. Two players take the same audio: one with a second in hand, whose
/// silences are counted, and one with the web client's buffer, by which events are heard.
/// </summary>
internal sealed class HeardSession(ISessionHost host, SessionKey key, string map)
{
    private const double BufferMs = 1_000;

    // libopus delays what it gives back by this much (48 kHz, audio mode).
    private const int OpusDelay = 312;

    private readonly ConcurrentDictionary<string, long> sent = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private ModelPlayer player = new(OpusDelay);
    private ParameterState? parameter;
    private long missed;
    private long missedBefore;
    private volatile bool anew;

    public Latencies Acknowledged { get; private set; } = new();

    public Latencies Noticed { get; private set; } = new();

    /// <summary>From sending to hearing, beyond the sync point: a parameter's is the moment itself.</summary>
    public Latencies Heard { get; private set; } = new();

    /// <summary>Longest time for which the player had nothing to play, ms.</summary>
    public double Silence { get; private set; }

    /// <summary>Longest time between two arrivals of audio, ms.</summary>
    public double Pause { get; private set; }

    public long Skipped { get; private set; }

    public int Refused { get; private set; }

    /// <summary>Slices that were ready too late since <see cref="Mark"/>.</summary>
    public long Missed => Interlocked.Read(ref missed) - missedBefore;

    /// <summary>Counts from here: what the processes did while they were young is forgotten, and both players begin anew.</summary>
    public void Mark()
    {
        missedBefore = Interlocked.Read(ref missed);
        (Acknowledged, Noticed, Heard) = (new Latencies(), new Latencies(), new Latencies());
        (Silence, Pause, Skipped, Refused) = (0, 0, 0, 0);
        anew = true;
        lock (gate)
        {
            player = new ModelPlayer(OpusDelay);
        }
    }

    public async Task CreateAsync()
    {
        Outcome<SessionState> outcome = await host.CreateAsync(new CreateSession(key.Tenant, key.Id, null, null, map, 1), default);
        if (outcome.Value is not { } state)
        {
            throw new InvalidOperationException($"{key}: {outcome.Refusal}");
        }

        parameter = state.Parameters[0];
    }

    public async Task ListenAsync(CancellationToken cancellation)
    {
        Outcome<IListener> outcome = await host.ListenAsync(key, new ListenRequest(AudioFormat.Opus, StreamSelection.Mix, null), cancellation);
        await using IListener listener = outcome.Value ?? throw new InvalidOperationException($"{outcome.Refusal}");
        long began = 0, last = 0, first = 0;
        double late = 0;
        try
        {
            while (await listener.ReadAsync(cancellation) is { } item)
            {
                long now = Stopwatch.GetTimestamp();
                if (anew)
                {
                    anew = false;
                    (began, last, late) = (0, 0, 0);
                }

                if (item is CueNotice { Acknowledgement.Id: var id } && sent.TryRemove(id, out long at))
                {
                    Noticed.Add(Stopwatch.GetElapsedTime(at, now).TotalMilliseconds);
                }
                else if (item is SkippedNotice skipped)
                {
                    Skipped += skipped.ToSample - skipped.FromSample;
                    first += skipped.ToSample - skipped.FromSample;
                }
                else if (item is StatsNotice stats)
                {
                    Interlocked.Exchange(ref missed, stats.DeadlineMisses);
                }
                else if (item is AudioItem { Segment: var segment })
                {
                    lock (gate)
                    {
                        player.Arrived(now, segment.FirstSample, segment.FirstSample + segment.Samples);
                    }

                    (began, first) = began == 0 ? (now, segment.FirstSample) : (began, first);
                    Pause = last == 0 ? 0 : Math.Max(Pause, Stopwatch.GetElapsedTime(last, now).TotalMilliseconds);
                    last = now;

                    // A player that has run dry waits, and is that much later from then on.
                    double due = BufferMs + late + ((segment.FirstSample - first) / 48.0);
                    double dry = Stopwatch.GetElapsedTime(began, now).TotalMilliseconds - due;
                    late += Math.Max(0, dry);
                    Silence = Math.Max(Silence, dry);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    public async Task SubmitAsync(TimeSpan every, int offset, CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(every * offset / 10, cancellation);
            for (int i = 0; !cancellation.IsCancellationRequested; i++)
            {
                await SubmitAsync($"{key.Id}-{i}", i, cancellation);
                await Task.Delay(every, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private async Task SubmitAsync(string id, int number, CancellationToken cancellation)
    {
        long at = Stopwatch.GetTimestamp();
        sent[id] = at;
        double value = parameter!.Min + ((parameter.Max - parameter.Min) * (number % 10) / 10.0);
        Outcome<IReadOnlyList<SubmittedCommand>> outcome =
            await host.SubmitAsync(key, [new ParameterCommand(id, parameter.Name, value, Over: 100)], cancellation);
        if (outcome.Value is not [{ Acknowledgement.Cues: [var cue, ..] }])
        {
            Refused++;
            return;
        }

        Acknowledged.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
        lock (gate)
        {
            player.WhenHeard(cue.Sample, heard => Heard.Add(Stopwatch.GetElapsedTime(at, heard).TotalMilliseconds));
        }
    }
}
