using SessionService.Audio.Opus;
using SessionService.Inference.Serving;
using SessionService.Music.Performance;
using SessionService.Music.Time;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Local;

/// <summary>
/// Learns a session that plays elsewhere, so as to go on with exactly the next sample: reads its log, renders unheard from
/// where the heard renderer began, and lets the encoders hear the end of it. It works on the pool's threads, in small pieces
/// behind everything that is due. One call at a time.
/// </summary>
internal sealed class Understudy : IRenderJob, IDisposable
{
    private const int Slice = StreamEncoder.FrameSamples;

    // 200 ms of music: one or two milliseconds of work, so that nothing that is due waits for longer.
    private const int SlicesAtOnce = 10;

    private const long SkipAtOnce = 10L * MusicalTime.SampleRate;

    // 1 s: encoders remember less.
    private const int Priming = MusicalTime.SampleRate;

    private readonly LiveSessionSurroundings surroundings;
    private readonly List<Mark> marks = new(32);
    private readonly List<Segment> segments = new(4);
    private readonly float[] mix = new float[2 * Slice];
    private float[] stems = [];
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long goal;
    private long? primeFrom;
    private long heardFrom;
    private volatile bool stopped;

    /// <summary>Begins to learn.</summary>
    /// <param name="record">The session's entry in the register.</param>
    /// <param name="engine">Its engine at sample 0.</param>
    /// <param name="part">What the host that plays it says.</param>
    /// <param name="surroundings">What it needs from its host.</param>
    public Understudy(SessionRecord record, SessionEngine engine, MovingPart part, LiveSessionSurroundings surroundings)
    {
        Record = record;
        Engine = engine;
        BornSequence = part.BornSequence;
        this.surroundings = surroundings;
        FanOut.Prime(part.Encodings.Where(encoding => encoding.Format != AudioFormat.Opus || OpusLibrary.IsAvailable));
    }

    public SessionRecord Record { get; }

    public SessionEngine Engine { get; }

    public LogTail Tail { get; } = new();

    public CueLog Cues { get; } = new();

    public FanOut FanOut { get; } = new();

    /// <summary>Log entry at which the renderer began.</summary>
    public long BornSequence { get; }

    /// <summary>Sample of that entry.</summary>
    public long BornSample { get; private set; }

    /// <summary>Processor time it took so far, microseconds.</summary>
    public long Cpu { get; private set; }

    /// <summary>Timestamp of the last call.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Where the other one stands still; null until it does.</summary>
    public MovingStand? Stand { get; set; }

    /// <summary>One call at a time.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    private bool Begun => Tail.Sequence >= BornSequence;

    /// <summary>Goes as far as the other one has got.</summary>
    /// <exception cref="InvalidDataException">The log does not say what it should.</exception>
    public async Task FollowAsync(MovingPlace place, CancellationToken cancellation)
    {
        LastUsed = surroundings.Time.GetTimestamp();
        primeFrom ??= place.Sample - Priming;
        List<LogEntry> entries = [];
        await foreach (LogEntry entry in surroundings.Log.ReadAsync(Record.Key, Tail.Sequence + 1, cancellation).ConfigureAwait(false))
        {
            if (entry.Sequence > place.Sequence)
            {
                break;
            }

            entries.Add(entry);
        }

        foreach (LogEntry entry in entries)
        {
            await GoToAsync(entry.AtSample).WaitAsync(cancellation).ConfigureAwait(false);
            Learn(entry);
        }

        if (Tail.Sequence != place.Sequence)
        {
            throw new InvalidDataException($"The log ends at {Tail.Sequence}, not at {place.Sequence}.");
        }

        await GoToAsync(place.Sample).WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public long? RunSlice()
    {
        long cpu = ThreadCpuClock.Microseconds();
        try
        {
            Step();
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            arrived.TrySetException(fault);
            return null;
        }
        finally
        {
            cpu = ThreadCpuClock.Microseconds() - cpu;
            Cpu += cpu;
            surroundings.Meter.Slice(0, cpu);
        }

        if (Engine.Head < goal && !stopped)
        {
            return surroundings.Time.GetTimestamp();
        }

        arrived.TrySetResult();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopped = true;
        FanOut.Dispose();
    }

    private void Learn(LogEntry entry)
    {
        bool born = entry.Sequence == BornSequence;
        bool rendering = Begun || (born && entry.Kind != LogKinds.Renewed);
        if (LogReplay.Apply(Engine, entry, rendering) is { } answer)
        {
            Cues.Add(answer);
        }

        Tail.Follow(entry);
        if (born)
        {
            BornSample = entry.AtSample;
            if (entry.Kind == LogKinds.Renewed)
            {
                RenewalPlan plan = LogJson.Read<RenewalPlan>(entry.Payload);
                heardFrom = entry.AtSample + plan.LeadIn + plan.Fade;
                Engine.BeginHere();
            }
        }
    }

    private Task GoToAsync(long sample)
    {
        if (Engine.Head >= sample)
        {
            return Task.CompletedTask;
        }

        goal = sample;
        arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        surroundings.Pool.Add(this);
        return arrived.Task;
    }

    private void Step()
    {
        if (!Begun)
        {
            Engine.Skip(Math.Min(goal, Engine.Head + SkipAtOnce));
            return;
        }

        for (int i = 0; i < SlicesAtOnce && Engine.Head < goal && !stopped; i++)
        {
            Render((int)Math.Min(Slice, goal - Engine.Head));
        }
    }

    private void Render(int frames)
    {
        marks.Clear();
        long first = Engine.Head;
        int version = Engine.Version;
        bool primes = frames == Slice && first >= primeFrom;
        bool settled = Engine.Settled && first >= heardFrom;
        Span<float> stemSpan = primes && FanOut.NeedsStems ? StemSpan() : [];
        var position = Engine.Performance.Timeline.PositionAt(first);
        Engine.Render(frames, mix.AsSpan(0, 2 * frames), stemSpan, marks);
        if (Engine.Version != version)
        {
            FanOut.EndLayerListeners("replaced");
        }

        if (!primes)
        {
            return;
        }

        segments.Clear();
        FanOut.Encode(mix, stemSpan, first, position.Bar, (float)position.Beat, segments);
        if (settled)
        {
            // As the other one's listeners heard it: those that lack the last of it can have it from here.
            segments.ForEach(FanOut.Publish);
        }
    }

    private Span<float> StemSpan()
    {
        int length = Engine.StemCount * 2 * Slice;
        if (stems.Length != length)
        {
            stems = new float[length];
        }

        return stems;
    }
}
