using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;
using SessionService.Music.Time;
using SessionService.Sessions.Log;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Local;

/// <content>Asking a model for parts of the next bar, and taking what it writes.</content>
internal sealed partial class LiveSession
{
    // Less time than this is not worth a question.
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(30);

    private CancellationTokenSource? asking;
    private int asked = -1;

    // Under the gate, after a slice: whenever something else may be expected of the next bar than was asked for.
    private void AskLocked()
    {
        if (surroundings.Writer is null || engine.Performance.Expected == asked)
        {
            return;
        }

        asked = engine.Performance.Expected;
        StopAsking();
        if (engine.Question() is not { } question)
        {
            return;
        }

        // The bar is rendered a lead before it is live.
        long left = question.Sample - lead.Target - clock.Live();
        TimeSpan within = TimeSpan.FromSeconds(left / (double)MusicalTime.SampleRate);
        if (within < LeastTime)
        {
            surroundings.Parts.Answered(SequenceEnd.Late, TimeSpan.Zero);
            return;
        }

        asking = new CancellationTokenSource();
        CancellationToken cancellation = asking.Token;
        PartRequest request = question.Request(Record, within, usage.Models);
        _ = Task.Run(() => WriteAsync(request, question.Sample, cancellation), CancellationToken.None);
    }

    private void StopAsking()
    {
        asking?.Cancel();
        asking?.Dispose();
        asking = null;
    }

    private async Task WriteAsync(PartRequest request, long sample, CancellationToken cancellation)
    {
        PartAnswer answer = await AnswerAsync(request, cancellation).ConfigureAwait(false);
        Task durable;
        long sequence;
        lock (gate)
        {
            // In time is: before the bar is planned. A session that stands still is written by its next host.
            bool late = engine.Head > sample;
            SequenceEnd end = answer.End == SequenceEnd.Done && late ? SequenceEnd.Late : answer.End;
            surroundings.Parts.Answered(end, answer.Time);
            if (end != SequenceEnd.Done || ended || closed || stand is not null || cancellation.IsCancellationRequested)
            {
                return;
            }

            List<LogEntry> entries = OfferLocked(answer.Parts);
            if (entries.Count == 0)
            {
                return;
            }

            durable = AppendLocked(entries);
            sequence = tail.Sequence;
        }

        await ObserveAsync(FinishAsync(durable, sequence)).ConfigureAwait(false);
    }

    private List<LogEntry> OfferLocked(IReadOnlyList<WrittenPart> parts)
    {
        var entries = new List<LogEntry>(parts.Count);
        foreach (WrittenPart part in parts)
        {
            try
            {
                engine.Offer(part);
            }
            catch (ArgumentException)
            {
                // A writer that writes what cannot be played is no better than one that does not answer.
                surroundings.Parts.Answered(SequenceEnd.Invalid, TimeSpan.Zero);
                continue;
            }

            entries.Add(tail.Next(
                LogKinds.Written, engine.Head, surroundings.Time.GetUtcNow(), LogJson.Write(WrittenPayload.Of(part))));
        }

        surroundings.Parts.Kept(entries.Count);
        return entries;
    }

    private async Task<PartAnswer> AnswerAsync(PartRequest request, CancellationToken cancellation)
    {
        long begun = surroundings.Time.GetTimestamp();
        try
        {
            return await surroundings.Writer!.WriteAsync(request, cancellation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a model's runtime throws, the rules play and the session goes on
        catch (Exception fault)
#pragma warning restore CA1031
        {
            System.Diagnostics.Activity.Current?.AddException(fault);
            SequenceEnd end = fault is OperationCanceledException ? SequenceEnd.Cancelled : SequenceEnd.Unavailable;
            return PartAnswer.None(end, surroundings.Time.GetElapsedTime(begun));
        }
    }
}
