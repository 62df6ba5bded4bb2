using System.Collections.Concurrent;
using System.Diagnostics;
using SessionService.Bench.Service;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Bench.Cluster;

/// <summary>One session with one listener, whose player has a second of audio in hand, and a page that sends events.</summary>
internal sealed class HeardSession(ISessionHost host, SessionKey key, string map)
{
    private const double BufferMs = 1_000;

    private readonly ConcurrentDictionary<string, long> sent = new(StringComparer.Ordinal);

    public Latencies Acknowledged { get; } = new();

    public Latencies Noticed { get; } = new();

    /// <summary>Longest time for which the player had nothing to play, ms.</summary>
    public double Silence { get; private set; }

    /// <summary>Longest time between two arrivals of audio, ms.</summary>
    public double Pause { get; private set; }

    public long Skipped { get; private set; }

    public int Refused { get; private set; }

    public async Task CreateAsync()
    {
        Outcome<SessionState> outcome = await host.CreateAsync(new CreateSession(key.Tenant, key.Id, null, null, map, 1), default);
        if (outcome.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"{key}: {refusal}");
        }
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
                if (item is CueNotice { Acknowledgement.Id: var id } && sent.TryRemove(id, out long at))
                {
                    Noticed.Add(Stopwatch.GetElapsedTime(at, now).TotalMilliseconds);
                }
                else if (item is SkippedNotice skipped)
                {
                    Skipped += skipped.ToSample - skipped.FromSample;
                    first += skipped.ToSample - skipped.FromSample;
                }
                else if (item is AudioItem { Segment: var segment })
                {
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
                string id = $"{key.Id}-{i}";
                long at = Stopwatch.GetTimestamp();
                sent[id] = at;
                Outcome<IReadOnlyList<SubmittedCommand>> outcome = await host.SubmitAsync(key, [new UiEventCommand(id, "none")], cancellation);
                if (outcome.Refusal is null)
                {
                    Acknowledged.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
                }
                else
                {
                    Refused++;
                }

                await Task.Delay(every, cancellation);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
