using System.Runtime.InteropServices;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Mapping;

/// <summary>What a subscription carries, between its own types and the wire.</summary>
internal static class FeedMapping
{
    public static OpeningMessage ToOpening(this IListener listener) => new()
    {
        FirstSample = listener.FirstSample,
        Resumed = listener.Resumed,
        Streams = [.. listener.Streams.Select(stream => stream.Name)],
        FirstStream = listener.Streams[0].Index,
    };

    public static FeedItemMessage ToMessage(this ListenerItem item) => item switch
    {
        AudioItem audio => new FeedItemMessage { Segment = ToMessage(audio.Segment) },
        BeatNotice beat => new FeedItemMessage { Beat = ToMessage(beat) },
        CaptionNotice caption => new FeedItemMessage { Caption = new CaptionMessage { Sample = caption.Sample, Text = caption.Text } },
        CueNotice cue => new FeedItemMessage { Cue = cue.Acknowledgement.ToMessage() },
        StateNotice state => new FeedItemMessage { State = state.State.ToMessage() },
        LateNotice late => new FeedItemMessage
        {
            Late = new LateMessage { Id = late.Id, Cue = late.Cue.ToMessage(), LateBySamples = late.LateBySamples },
        },
        SkippedNotice skipped => new FeedItemMessage
        {
            Skipped = new SkippedMessage { FromSample = skipped.FromSample, ToSample = skipped.ToSample },
        },
        StatsNotice stats => new FeedItemMessage { Stats = ToMessage(stats) },
        EndNotice end => new FeedItemMessage { End = end.Reason },
        _ => throw new ArgumentException($"A {item.GetType().Name} has no place on the wire.", nameof(item)),
    };

    /// <summary>The item; null for an opening, an end, and what this version does not know.</summary>
    public static ListenerItem? ToItem(this FeedItemMessage item) => item switch
    {
        { Segment: { } segment } => new AudioItem(ToSegment(segment)),
        { Beat: { } beat } => new BeatNotice(beat.Sample, beat.Bar, beat.Beat, beat.Scene, beat.Chord, beat.Bpm),
        { Caption: { } caption } => new CaptionNotice(caption.Sample, caption.Text),
        { Cue: { } cue } => new CueNotice(cue.ToAcknowledgement()),
        { State: { } state } => new StateNotice(state.ToState()),
        { Late: { } late } => new LateNotice(late.Id, late.Cue.ToCue(), late.LateBySamples),
        { Skipped: { } skipped } => new SkippedNotice(skipped.FromSample, skipped.ToSample),
        { Stats: { } stats } => new StatsNotice(
            stats.LeadMs, stats.Listeners, stats.RenderedSamples, stats.CpuMs, stats.LateCues, stats.DeadlineMisses,
            stats.ModelBars, stats.RuleBars),
        _ => null,
    };

    private static SegmentMessage ToMessage(Segment segment) => new()
    {
        Stream = segment.Stream,
        Sequence = segment.Sequence,
        FirstSample = segment.FirstSample,
        Samples = segment.Samples,
        Bar = segment.Bar,
        Beat = segment.Beat,
        Format = segment.Format,
        Payload = Bytes(segment.Payload),
    };

    private static Segment ToSegment(SegmentMessage segment) => new(
        segment.Stream, segment.Sequence, segment.FirstSample, segment.Samples, segment.Bar, segment.Beat, segment.Format,
        segment.Payload);

    private static BeatMessage ToMessage(BeatNotice beat) => new()
    {
        Sample = beat.Sample, Bar = beat.Bar, Beat = beat.Beat, Scene = beat.Scene, Chord = beat.Chord, Bpm = beat.Bpm,
    };

    private static StatsMessage ToMessage(StatsNotice stats) => new()
    {
        LeadMs = stats.LeadMs,
        Listeners = stats.Listeners,
        RenderedSamples = stats.RenderedSamples,
        CpuMs = stats.CpuMs,
        LateCues = stats.LateCues,
        DeadlineMisses = stats.DeadlineMisses,
        ModelBars = stats.ModelBars,
        RuleBars = stats.RuleBars,
    };

    // A payload is a whole array as a rule, and never changed once made, so it need not be copied.
    private static byte[] Bytes(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out ArraySegment<byte> array) && array.Offset == 0 && array.Count == array.Array!.Length
            ? array.Array
            : payload.ToArray();
}
