using SessionService.Inference.Parts;
using SessionService.Music.Performance;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Writing;

namespace SessionService.Sessions.Local;

/// <summary>What a live session needs from its host.</summary>
/// <param name="Log">Event logs.</param>
/// <param name="Pool">Renders it when due.</param>
/// <param name="Time">Wall clock and timer.</param>
/// <param name="Meter">Told of every slice.</param>
/// <param name="Faulted">Told when the session can no longer be trusted in memory and must be loaded anew.</param>
/// <param name="Renewal">How a renderer that has played for long gives way to a fresh one.</param>
/// <param name="Writer">Writes layers of bars by a model; null where there is none.</param>
/// <param name="SoundWriter">Writes the sound of layers by a model; null where there is none.</param>
/// <param name="Parts">Told what became of what it was asked.</param>
internal sealed record LiveSessionSurroundings(
    IEventLog Log, RenderPool Pool, TimeProvider Time, RenderMeter Meter, Action<LiveSession, Exception> Faulted,
    RenewalPlan Renewal, IPartWriter? Writer, IPartWriter? SoundWriter, PartMeter Parts);

/// <summary>
/// A session in memory: its engine, the end of its log, and its listeners. One gate guards all three; it is held for the
/// length of a slice at most, never over a wait.
/// </summary>
internal sealed partial class LiveSession : IDisposable
{
    private readonly Lock gate = new();
    private readonly LiveSessionSurroundings surroundings;
    private readonly SessionEngine engine;
    private readonly LogTail tail;
    private readonly CueLog cues;
    private readonly Reservation reservation;
    private readonly FanOut fanOut;
    private readonly OutboundQueue outbound = new();
    private readonly UsageCounter usage = new();
    private readonly PlayClock clock;
    private readonly LeadPolicy lead = new();
    private Task lastAppend = Task.CompletedTask;
    private bool closed;
    private bool parked;
    private bool ended;

    private LiveSession(
        SessionRecord record, SessionEngine engine, LogTail tail, CueLog cues, FanOut fanOut, long reserved,
        LiveSessionSurroundings surroundings)
    {
        Record = record;
        this.fanOut = fanOut;
        this.engine = engine;
        this.tail = tail;
        this.cues = cues;
        this.surroundings = surroundings;
        reservation = new Reservation(surroundings.Log, record.Key, reserved);
        clock = new PlayClock(surroundings.Time);
        outbound.MarkDurable(tail.Sequence);
        closed = record.ClosedAt is not null;
    }

    /// <summary>The session's entry in the register.</summary>
    public SessionRecord Record { get; }

    /// <summary>Timestamp of the last use; orders idle sessions.</summary>
    public long LastUsed { get; private set; }

    // Under the gate: nothing is decided or rendered any more.
    private bool Still => ended || parked || stand is not null;

    /// <summary>Whether anybody listens.</summary>
    public bool Listened
    {
        get
        {
            lock (gate)
            {
                return fanOut.Count > 0;
            }
        }
    }

    /// <summary>Brings a session back from its log.</summary>
    /// <param name="record">Its entry in the register.</param>
    /// <param name="newEngine">Makes its engine at sample 0.</param>
    /// <param name="surroundings">What it needs from its host.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<LiveSession> LoadAsync(
        SessionRecord record, Func<SessionRecord, SessionEngine> newEngine, LiveSessionSurroundings surroundings,
        CancellationToken cancellation)
    {
        SessionEngine restored = newEngine(record);
        var end = new LogTail();
        var answers = new CueLog();
        LogEntry? last = null;
        await foreach (LogEntry entry in surroundings.Log.ReadAsync(record.Key, 0, cancellation).ConfigureAwait(false))
        {
            restored.Skip(entry.AtSample);
            if (LogReplay.Apply(restored, entry, rendering: false) is { } answer)
            {
                answers.Add(answer);
            }

            end.Follow(entry);
            last = entry.Kind switch
            {
                LogKinds.Parked or LogKinds.Closed => entry,
                LogKinds.Resumed or LogKinds.Taken => null,
                _ => last,
            };
        }

        if (end.Sequence < 0)
        {
            // New, or the process ended between the register and the log.
            await surroundings.Log.AppendAsync(record.Key, [end.Next(LogKinds.Created, 0, record.CreatedAt, CreatedPayload.Of(record, restored.Samples))])
                .ConfigureAwait(false);
        }

        long reserved = await surroundings.Log.ReservedAsync(record.Key, cancellation).ConfigureAwait(false);
        if (!StandsStill(last, reserved) && reserved > restored.Head)
        {
            restored.Skip(reserved);
        }

        return new LiveSession(record, restored, end, answers, new FanOut(), reserved, surroundings);
    }

    // Nothing was rendered after the entry: what had been reserved beyond it was never heard.
    private static bool StandsStill(LogEntry? standing, long reserved) => standing is not null
        && (standing.Kind == LogKinds.Closed || LogJson.Read<ParkedPayload>(standing.Payload).Reserved >= reserved);

    /// <summary>The state now.</summary>
    public SessionState State()
    {
        lock (gate)
        {
            Touch();
            return StateLocked();
        }
    }

    /// <summary>Answers given after the command with id <paramref name="after"/>.</summary>
    public IReadOnlyList<Acknowledgement> Cues(string? after, int limit)
    {
        lock (gate)
        {
            return cues.After(after, limit);
        }
    }

    /// <summary>Completes when nothing of this object is on the way to the log any more, whatever became of it.</summary>
    public async Task SettleAsync()
    {
        Task append;
        lock (gate)
        {
            append = lastAppend;
        }

        await append.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Closes the session for good.</summary>
    /// <returns>The last state; null where the session has ended and must be loaded anew.</returns>
    /// <exception cref="StoreUnavailableException">The log refused; the session is open still.</exception>
    public async Task<SessionState?> CloseAsync()
    {
        Task durable;
        SessionState state;
        long sequence;
        lock (gate)
        {
            if (Still)
            {
                return null;
            }

            closed = true;
            clock.Stop();
            durable = AppendLocked([tail.Next(LogKinds.Closed, engine.Head, surroundings.Time.GetUtcNow(), LogJson.Write(new EmptyPayload()))]);
            sequence = tail.Sequence;
            state = StateLocked();
        }

        await FinishAsync(durable, sequence).ConfigureAwait(false);
        End("closed");
        return state;
    }

    /// <summary>
    /// Notes where the music stands, so that it goes on exactly there, and ends every listener. The object is of no use
    /// afterwards.
    /// </summary>
    public async Task ParkAsync(string reason)
    {
        Task durable;
        long sequence;
        lock (gate)
        {
            if (!Still && !closed && engine.Head > 0)
            {
                byte[] payload = LogJson.Write(new ParkedPayload(reservation.Asked));
                AppendLocked([tail.Next(LogKinds.Parked, engine.Head, surroundings.Time.GetUtcNow(), payload)]);
            }

            parked = true;
            durable = lastAppend;
            sequence = tail.Sequence;
        }

        try
        {
            // What was rendered after entries that are still on their way is heard too: the music goes on after it.
            await durable.ConfigureAwait(false);
            lock (gate)
            {
                outbound.MarkDurable(sequence);
            }
        }
        finally
        {
            End(reason);
        }
    }

    /// <summary>Takes what was used since the last time; null where nothing was.</summary>
    public UsageRecord? TakeUsage()
    {
        lock (gate)
        {
            (long bytes, long samples) = fanOut.TakeCounts();
            return usage.Take(Record.Key, surroundings.Time.GetUtcNow(), bytes, samples);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End("shutdown");

    private void End(string reason)
    {
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            ended = true;
            standing?.TrySetCanceled();
            StopAsking();
            clock.Stop();
            outbound.Flush(fanOut);
            outbound.Clear();
            fanOut.Tell(new EndNotice(reason));
            fanOut.Dispose();
            engine.Park();
        }
    }

    private void Fault(Exception fault)
    {
        End("fault");
        surroundings.Faulted(this, fault);
    }

    private void Touch() => LastUsed = surroundings.Time.GetTimestamp();

    private SessionState StateLocked() => StateReader.Read(
        Record, engine, playing: clock.Running, logSequence: tail.Sequence, closed);
}
