using SessionService.Music.Time;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Local;

/// <content>Leaving for another host while listeners go on hearing it.</content>
internal sealed partial class LiveSession
{
    // 2 s: front ends ask within a fraction of one.
    private const int PrimedFor = 2 * MusicalTime.SampleRate;

    // The log entry at which the renderer that is heard began, and its sample.
    private (long Sequence, long Sample) born;
    private TaskCompletionSource<MovingStand>? standing;
    private MovingStand? stand;

    // First bar line at or after the beginning of the last slice.
    private long barLine = -1;
    private long primedUntil = long.MaxValue;

    /// <summary>Whether it stands still for another host to go on: nothing may be asked of it any more.</summary>
    public bool Left
    {
        get
        {
            lock (gate)
            {
                return stand is not null;
            }
        }
    }

    /// <summary>Processor time of its rendering since it was loaded, microseconds.</summary>
    public long RenderMicroseconds
    {
        get
        {
            lock (gate)
            {
                return usage.TotalCpu;
            }
        }
    }

    /// <summary>Goes on where a session stands still elsewhere, with the next sample.</summary>
    public static LiveSession TakeOver(Understudy understudy, MovingStand stand, LiveSessionSurroundings surroundings)
    {
        var session = new LiveSession(
            understudy.Record, understudy.Engine, understudy.Tail, understudy.Cues, understudy.FanOut, stand.Reserved, surroundings);
        Task durable;
        long sequence;
        lock (session.gate)
        {
            session.born = (understudy.BornSequence, understudy.BornSample);
            session.usage.Slice(0, understudy.Cpu);

            // Listeners go on in the same time: what passed since the stand has passed for them too, if the clocks agree.
            TimeSpan passed = surroundings.Time.GetUtcNow() - stand.At;
            double seconds = Math.Clamp(passed.TotalSeconds, 0, 1);
            session.clock.Anchor(session.engine.Next - stand.Lead + (long)(seconds * MusicalTime.SampleRate));
            session.lead.Fill();
            session.primedUntil = session.engine.Head + PrimedFor;
            session.Touch();
            (durable, sequence) = session.TakeLocked();
        }

        _ = ObserveAsync(session.FinishAsync(durable, sequence));
        return session;
    }

    /// <summary>
    /// Makes sure that another host can make what is heard again without much work: where the renderer has played for long, a
    /// fresh one takes over.
    /// </summary>
    /// <param name="mostSamples">The most that another host should have to render.</param>
    /// <returns>What it needs; null where nothing is being rendered, so that putting the session away is enough.</returns>
    public async Task<MovingPart?> PartAsync(long mostSamples)
    {
        Task durable = Task.CompletedTask;
        MovingPart part;
        long sequence;
        lock (gate)
        {
            if (ended || parked || closed || engine.Head == 0 || engine.NeedsResume || fanOut.Count == 0)
            {
                return null;
            }

            if (engine.Head - born.Sample > mostSamples)
            {
                engine.Renew(surroundings.Renewal);
                LogEntry entry = tail.Next(
                    LogKinds.Renewed, engine.Head, surroundings.Time.GetUtcNow(), LogJson.Write(surroundings.Renewal));
                durable = AppendLocked([entry]);
                born = (entry.Sequence, engine.Head);
            }

            sequence = tail.Sequence;
            part = new MovingPart(Record.Key, born.Sequence, fanOut.Encodings());
        }

        await FinishAsync(durable, sequence).ConfigureAwait(false);
        return part;
    }

    /// <summary>How far it has got; completes when that is durable. Null where it has ended.</summary>
    public async Task<MovingPlace?> PlaceAsync()
    {
        Task durable;
        MovingPlace place;
        lock (gate)
        {
            if (ended)
            {
                return null;
            }

            durable = lastAppend;
            place = new MovingPlace(tail.Sequence, engine.Head);
        }

        await durable.ConfigureAwait(false);
        return place;
    }

    /// <summary>
    /// Stands still at the next bar line at which one settled renderer plays; completes when that is durable. The last second before it is
    /// rendered without waiting, so that listeners have all of it while the other host begins: what is asked then is heard after it.
    /// Nothing is asked of it afterwards, until <see cref="End"/> or <see cref="StayAsync"/>.
    /// </summary>
    /// <returns>Where; null where it ended before, or nobody listens any more.</returns>
    public async Task<MovingStand?> StandAsync()
    {
        TaskCompletionSource<MovingStand> reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (ended || parked || closed || fanOut.Count == 0)
            {
                return null;
            }

            standing = reached;
            lead.RaiseFully();
        }

        surroundings.Pool.Add(this);
        try
        {
            MovingStand where = await reached.Task.ConfigureAwait(false);
            Task durable;
            lock (gate)
            {
                durable = lastAppend;
            }

            await FinishAsync(durable, where.Place.Sequence).ConfigureAwait(false);
            return where;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Goes on here after all, or does not stand still in the first place.</summary>
    public async Task StayAsync()
    {
        Task durable;
        long sequence;
        lock (gate)
        {
            standing?.TrySetCanceled();
            standing = null;
            lead.Stay();
            if (ended || parked || stand is null)
            {
                return;
            }

            stand = null;
            (durable, sequence) = TakeLocked();
        }

        surroundings.Pool.Add(this);
        await FinishAsync(durable, sequence).ConfigureAwait(false);
    }

    /// <summary>Ends it here: another host has it, or nobody.</summary>
    public void Leave()
    {
        if (Left)
        {
            End("moved");
        }
    }

    // Under the gate. Whoever renders on after a stand says so first: what was reserved then may be heard from now on.
    private (Task Durable, long Sequence) TakeLocked()
    {
        LogEntry entry = tail.Next(LogKinds.Taken, engine.Head, surroundings.Time.GetUtcNow(), PlayerPayload.Own(engine.Samples));
        return (AppendLocked([entry]), entry.Sequence);
    }

    // Encodings that were in use elsewhere are made for a while even if nobody takes them yet.
    private void EndPriming(long head)
    {
        if (head >= primedUntil)
        {
            fanOut.EndPriming();
            primedUntil = long.MaxValue;
        }
    }

    // Under the gate, after a slice.
    private void PrepareToStand()
    {
        if (standing is not null && engine.Settled && barLine > engine.Head && barLine - engine.Head <= LeadPolicy.PartingMark)
        {
            lead.Part();
        }
    }

    // Under the gate, before a slice. A slice is a packet, so the place is the end of the one that holds the bar line.
    private bool StandsHere()
    {
        if (standing is null || !engine.Settled || barLine <= engine.Head - Slice || barLine > engine.Head)
        {
            return false;
        }

        byte[] payload = LogJson.Write(new ParkedPayload(reservation.Asked));
        LogEntry entry = tail.Next(LogKinds.Parked, engine.Head, surroundings.Time.GetUtcNow(), payload);
        _ = AppendLocked([entry]);
        stand = new MovingStand(
            new MovingPlace(entry.Sequence, engine.Head), reservation.Durable, engine.Next - clock.Live(), surroundings.Time.GetUtcNow());
        standing.TrySetResult(stand);
        standing = null;
        return true;
    }
}
