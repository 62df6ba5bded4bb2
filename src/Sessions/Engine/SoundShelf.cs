using SessionService.Audio.Resampling;
using SessionService.Inference.Codec;
using SessionService.Inference.Packages;
using SessionService.Music.Composition;
using SessionService.Music.Time;
using SessionService.Synthesis.Sampled;

namespace SessionService.Sessions.Engine;

/// <summary>
/// The sounds of bars that an audio-token model wrote, made of their codes. Each is a function of what the log has of it and of
/// nothing else. Sounds are made where they are offered; only a session that is brought back makes those of its bar when it begins
/// to render.
/// </summary>
/// <param name="decoders">The decoders there are; null for none.</param>
internal sealed class SoundShelf(ISoundDecoders? decoders) : ISoundTape
{
    // Behind the bar, for the fade to what follows and for a tempo that turns out a little slower.
    private const int Tail = MusicalTime.SampleRate / 10;
    private const int BarsBehind = 2;

    private readonly Dictionary<(int Layer, int Bar), Held> held = [];

    /// <summary>Whether a part can be heard: it has no sound of its own, or its decoder is here.</summary>
    public bool CanPlay(WrittenPart part) => part.Sound is not { } sound
        || (decoders?.Find(sound.Decoder)?.Shape is { } shape && shape.Codebooks == sound.Codebooks
            && !sound.Codes.Span.ContainsAnyExceptInRange((ushort)0, (ushort)(shape.CodebookSize - 1)));

    /// <summary>Makes the sound of a part, for <see cref="Keep"/>; takes a while.</summary>
    /// <param name="part">A part with a sound whose decoder is here.</param>
    public LayerSound Make(WrittenPart part)
    {
        WrittenSound sound = part.Sound!;
        ICodecDecoder decoder = decoders!.Find(sound.Decoder)!;
        CodecShape shape = decoder.Shape;
        int frame = (int)((long)shape.SamplesPerFrame * MusicalTime.SampleRate / shape.SampleRate);
        float[] made = decoder.Decode(sound.Codes.Span, 0, sound.Frames);
        long skip = sound.Start - ((long)sound.FirstFrame * frame);
        Resampler resampler = new(shape.SampleRate, MusicalTime.SampleRate);
        float[] left = Channel(made, 0, shape, resampler, skip);
        return new LayerSound(left, shape.Channels == 1 ? left : Channel(made, 1, shape, resampler, skip));
    }

    /// <summary>Keeps a part's sound for its bar.</summary>
    /// <param name="part">The part.</param>
    /// <param name="sound">What <see cref="Make"/> made of it; null to make it when it is needed.</param>
    public void Keep(WrittenPart part, LayerSound? sound)
    {
        foreach ((int Layer, int Bar) old in held.Keys.Where(key => key.Bar < part.Bar - BarsBehind).ToArray())
        {
            held.Remove(old);
        }

        held[(part.Layer, part.Bar)] = new Held(part) { Sound = sound };
    }

    /// <summary>Makes what was kept without a sound: rendering begins.</summary>
    public void MakeReady()
    {
        foreach (Held one in held.Values)
        {
            one.Sound ??= Make(one.Part);
        }
    }

    /// <summary>The latest sound of a layer before a bar, for whoever writes on; null where the bar before has none.</summary>
    public WrittenPart? Before(int layer, int bar) => held.GetValueOrDefault((layer, bar - 1))?.Part;

    /// <summary>Forgets everything: layers are others from here on.</summary>
    public void Clear() => held.Clear();

    /// <inheritdoc/>
    public LayerSound? Find(int layer, int bar) => held.GetValueOrDefault((layer, bar))?.Sound;

    private static float[] Channel(float[] made, int channel, CodecShape shape, Resampler resampler, long skip)
    {
        ReadOnlySpan<float> own = made.AsSpan(channel * (made.Length / shape.Channels), made.Length / shape.Channels);
        float[] whole = new float[resampler.LengthOf(own.Length)];
        resampler.Process(own, whole);
        float[] bar = whole[(int)Math.Clamp(skip, 0, whole.Length)..];

        // A decoder that says what is no sound is not heard.
        for (int i = 0; i < bar.Length; i++)
        {
            bar[i] = float.IsFinite(bar[i]) ? Math.Clamp(bar[i], -1f, 1f) : 0;
        }

        return bar;
    }

    private sealed class Held(WrittenPart part)
    {
        public WrittenPart Part { get; } = part;

        public LayerSound? Sound { get; set; }
    }
}
