using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Music.Composition;
using SessionService.Music.Time;

namespace SessionService.Inference.Codec;

/// <summary>
/// Which frames the sound of a layer's bar is made of. A bar goes on in the stream of the bar before where that was written too and
/// belongs to the same visit of the scene; else a stream begins with it.
/// </summary>
internal sealed class SoundPlan
{
    // Behind the bar, for the fade to what follows and for a tempo that turns out a little slower.
    private const int Tail = MusicalTime.SampleRate / 10;

    private readonly CodecShape shape;

    /// <summary>Plans a bar.</summary>
    /// <param name="shape">Frames and codes of the model.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="layer">Which layer of it.</param>
    /// <param name="decoder">Fingerprint of the decoder: what another one made is not gone on from.</param>
    public SoundPlan(CodecShape shape, PartRequest request, int layer, string decoder)
    {
        this.shape = shape;
        BarContext context = request.Draft.Context;
        FrameSamples = (int)((long)shape.SamplesPerFrame * MusicalTime.SampleRate / shape.SampleRate);
        BeatSamples = Samples(context, context.Metre.TicksPerBeat);
        Length = (long)Math.Ceiling(Samples(context, context.Metre.TicksPerBar));
        WrittenSound? before = context.SceneBar == 0 ? null : Before(request, layer, decoder);
        Stream = before?.Stream ?? (context.Bar * Music.Limits.Layers) + layer;
        Start = before is null ? 0 : before.Start + (request.Sample - before.BarSample);
        FirstFrame = before is null ? 0 : (int)Math.Max(before.FirstFrame, (Start - (long)(BeatSamples / 2)) / FrameSamples - shape.DecoderLeft);
        int end = (int)((Start + Length + (long)BeatSamples + Tail) / FrameSamples) + 1 + shape.DecoderRight;
        Known = before is null ? default : before.Codes[((FirstFrame - before.FirstFrame) * shape.Codebooks)..];
        History = before?.Codes ?? default;
        Missing = Math.Max(0, end - FirstFrame - (Known.Length / shape.Codebooks));
        Continues = before is not null;
    }

    /// <summary>Samples of a frame at 48 000 Hz.</summary>
    public int FrameSamples { get; }

    /// <summary>Samples of a beat at 48 000 Hz.</summary>
    public double BeatSamples { get; }

    /// <summary>Samples of the bar at 48 000 Hz, at the tempo that is expected.</summary>
    public long Length { get; }

    /// <summary>Whether the bar goes on from the one before.</summary>
    public bool Continues { get; }

    /// <summary>Number of the stream.</summary>
    public int Stream { get; }

    /// <summary>Sample of the stream at which the bar begins, before it is laid on the beats.</summary>
    public long Start { get; }

    /// <summary>Number of the first frame that is kept.</summary>
    public int FirstFrame { get; }

    /// <summary>The frames from there on that are known.</summary>
    public ReadOnlyMemory<ushort> Known { get; }

    /// <summary>All frames that are known before those that are missing.</summary>
    public ReadOnlyMemory<ushort> History { get; }

    /// <summary>Frames to be written.</summary>
    public int Missing { get; }

    /// <summary>Where the bar begins in the stream, so that beats fall on beats.</summary>
    /// <param name="sound">The frames from <see cref="FirstFrame"/> on, decoded; one channel is enough.</param>
    /// <param name="options">When it is laid anew.</param>
    public long StartOnBeats(ReadOnlySpan<float> sound, CodecWriterOptions options)
    {
        double ratio = MusicalTime.SampleRate / (double)shape.SampleRate;
        int from = (int)Math.Min((Start - ((long)FirstFrame * FrameSamples)) / ratio, sound.Length);
        BeatPhase phase = BeatPhase.Find(sound[from..], shape.SampleRate, BeatSamples / ratio);
        double off = phase.Samples * ratio;
        if (phase.Clearness < options.Clearness)
        {
            return Start;
        }

        if (!Continues)
        {
            return Start + (long)off;
        }

        // What was laid on the beats before may be a little early as well as late.
        off = off > BeatSamples / 2 ? off - BeatSamples : off;
        return Math.Abs(off) > options.Drift * MusicalTime.SampleRate ? Math.Max((long)FirstFrame * FrameSamples, Start + (long)off) : Start;
    }

    private static double Samples(BarContext context, int ticks) =>
        ticks * 60.0 * MusicalTime.SampleRate / (context.Tempo.Bpm * MusicalTime.TicksPerQuarter);

    private static WrittenSound? Before(PartRequest request, int layer, string decoder) => request.Sounds.FirstOrDefault(
        part => part.Layer == layer && part.Bar == request.Draft.Context.Bar - 1 && part.Sound?.Decoder == decoder)?.Sound;
}
