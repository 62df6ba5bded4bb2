using System.Diagnostics;
using SessionService.Inference.Serving;
using SessionService.Music.Performance;
using SessionService.Music.Time;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Log;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Local;

/// <content>Rendering: one slice each time the pool finds it due.</content>
internal sealed partial class LiveSession
{
    private const int Slice = StreamEncoder.FrameSamples;

    // 5 ms: how soon to look again when the reservation is not yet durable.
    private const int RetrySamples = MusicalTime.SampleRate / 200;

    private readonly float[] mix = new float[2 * Slice];
    private readonly List<Mark> marks = new(32);
    private readonly List<Segment> segments = new(4);
    private float[] stems = [];
    private bool stateChanged;
    private long statsDue;
    private long stateDue;
    private long deadlineMisses;

    /// <inheritdoc/>
    public long? RunSlice()
    {
        try
        {
            lock (gate)
            {
                return Still || fanOut.Count == 0 ? null : RunSliceLocked();
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // A bug in the engine ends this session's stay in memory, not the process: it is loaded anew.
            Fault(fault);
            return null;
        }
    }

    private long? RunSliceLocked()
    {
        if (StandsHere())
        {
            return null;
        }

        reservation.Extend(engine.Head, Fault);
        if (engine.Next + SessionEngine.LookAhead + Slice > reservation.Durable)
        {
            return clock.TimestampOf(clock.Live() + RetrySamples);
        }

        long cpu = ThreadCpuClock.Microseconds();
        if (engine.NeedsResume)
        {
            ResumeLocked();
        }

        long first = engine.Next;
        long lateBy = Math.Max(0, clock.Live() - first);
        if (lateBy > 0)
        {
            clock.Anchor(first);

            // Before the lead is built up nobody plays yet: the beginning is put off, and nothing is late.
            deadlineMisses += lead.Filling ? 0 : 1;
            lateBy = lead.Filling ? 0 : lateBy;
        }

        RenderLocked(first, lateBy);
        long spent = ThreadCpuClock.Microseconds() - cpu;
        usage.Slice(Slice, spent);
        surroundings.Meter.Slice(Slice, spent);
        ObserveLeadLocked(lateBy > 0 ? -lateBy : engine.Next - Slice - clock.Live(), missed: lateBy > 0);
        if (lateBy > 0)
        {
            // One miss is one lesson: catching up from it is not as many more.
            lead.Fill();
        }

        AskLocked();
        TellStateLocked();
        outbound.Flush(fanOut);
        PrepareToStand();
        return clock.TimestampOf(engine.Next - lead.Target);
    }

    private void ObserveLeadLocked(long left, bool missed)
    {
        if (!lead.Filling)
        {
            surroundings.Meter.Lead(left, missed);
        }

        lead.Observe(left, Slice);
    }

    private void ResumeLocked()
    {
        engine.ResumeHere();
        fanOut.Reset();
        var entry = tail.Next(LogKinds.Resumed, engine.Head, surroundings.Time.GetUtcNow(), PlayerPayload.Own(engine.Samples));
        born = (entry.Sequence, engine.Head);
        _ = ObserveAsync(FinishAsync(AppendLocked([entry]), entry.Sequence));
    }

    // A failed append has already ended the session through Fault; there is no caller to tell.
    private static async Task ObserveAsync(Task append)
    {
        try
        {
            await append.ConfigureAwait(false);
        }
        catch (Ports.StoreUnavailableException fault)
        {
            Activity.Current?.AddException(fault);
        }
    }

    private void RenderLocked(long first, long lateBy)
    {
        marks.Clear();
        segments.Clear();
        barLine = engine.Performance.NextBarLine;
        EndPriming(first);
        int version = engine.Version;
        Span<float> stemSpan = StemSpan();
        var position = engine.Performance.Timeline.PositionAt(first);
        engine.Render(Slice, mix, stemSpan, marks);
        if (engine.Version != version)
        {
            // The list of layers may be another one now; per-layer players reconnect and are told the new list.
            fanOut.EndLayerListeners("replaced");
        }

        fanOut.Encode(mix, stemSpan, first, position.Bar, (float)position.Beat, segments);
        foreach (Mark mark in marks)
        {
            Tell(mark, lateBy);
        }

        foreach (Segment segment in segments)
        {
            outbound.Add(tail.Sequence, segment);
        }
    }

    private Span<float> StemSpan()
    {
        if (!fanOut.NeedsStems)
        {
            return [];
        }

        int length = engine.StemCount * 2 * Slice;
        if (stems.Length != length)
        {
            stems = new float[length];
        }

        return stems;
    }

    private void Tell(Mark mark, long lateBy)
    {
        switch (mark)
        {
            case BeatMark beat:
                outbound.Add(tail.Sequence, new BeatNotice(beat.Sample, beat.Bar, beat.Beat, beat.Scene, beat.Chord, beat.Bpm));
                break;
            case CaptionMark caption:
                outbound.Add(tail.Sequence, new CaptionNotice(caption.Sample, caption.Text));
                break;
            case CueMark cue:
                stateChanged = true;
                long late = Math.Max(0, cue.Sample - cue.Cue.Sample) + lateBy;
                if (late > 0)
                {
                    usage.Late();
                    outbound.Add(tail.Sequence, new LateNotice(cue.CommandId, cue.Cue, late));
                }

                break;
            case WriterMark:
                stateChanged = true;
                break;
            default:
                break;
        }
    }

    // By the music's own time: state at most ten times a second, statistics once.
    private void TellStateLocked()
    {
        long head = engine.Head;
        if (stateChanged && head >= stateDue)
        {
            SessionState state = StateLocked();

            // A parameter on its way is told until it is there; the last word must not be one from half-way.
            stateChanged = state.Parameters.Any(parameter => parameter.Value != parameter.Target);
            stateDue = head + (MusicalTime.SampleRate / 10);
            outbound.Add(tail.Sequence, new StateNotice(state));
        }

        if (head >= statsDue)
        {
            statsDue = head + MusicalTime.SampleRate;
            (long written, long rules) = engine.Performance.WriterCounts;
            outbound.Add(tail.Sequence, new StatsNotice(
                (head - clock.Live()) * 1000.0 / MusicalTime.SampleRate, fanOut.Count, usage.TotalSamples,
                usage.TotalCpu / 1000.0, usage.TotalLate, deadlineMisses, written, rules));
        }
    }
}
