namespace SessionService.Listen.Dsp;

/// <summary>Power spectra of a signal at even steps; frame n is centred on sample n × hop, with silence around the ends.</summary>
public sealed class PowerSpectrogram
{
    private readonly float[] values;

    private PowerSpectrogram(int frames, int bins, int rate, int hop, int length)
    {
        values = new float[(long)frames * bins];
        (Frames, Bins, Rate, Hop, Length) = (frames, bins, rate, hop, length);
    }

    /// <summary>Number of frames.</summary>
    public int Frames { get; }

    /// <summary>Bins of a frame.</summary>
    public int Bins { get; }

    /// <summary>Sample rate of the signal, hertz.</summary>
    public int Rate { get; }

    /// <summary>Samples from frame to frame.</summary>
    public int Hop { get; }

    /// <summary>Samples of a frame.</summary>
    public int Length { get; }

    /// <summary>Width of a bin, hertz.</summary>
    public double BinHertz => (double)Rate / Length;

    /// <summary>Frames in a second.</summary>
    public double FrameRate => (double)Rate / Hop;

    /// <summary>Powers of a frame.</summary>
    /// <param name="frame">Index.</param>
    public ReadOnlySpan<float> this[int frame] => values.AsSpan(frame * Bins, Bins);

    /// <summary>Analyses a signal.</summary>
    /// <param name="signal">One channel.</param>
    /// <param name="rate">Its sample rate.</param>
    /// <param name="length">Samples of a frame, a power of two.</param>
    /// <param name="hop">Samples from frame to frame.</param>
    public static PowerSpectrogram Of(ReadOnlySpan<float> signal, int rate, int length, int hop)
    {
        FramePower power = new(length);
        int frames = (signal.Length / hop) + 1;
        PowerSpectrogram result = new(frames, power.Bins, rate, hop, length);
        float[] first = new float[length], second = new float[length], spare = new float[power.Bins];
        for (int frame = 0; frame < frames; frame += 2)
        {
            Cut(signal, (frame * hop) - (length / 2), first);
            Cut(signal, ((frame + 1) * hop) - (length / 2), second);
            bool last = frame + 1 == frames;
            power.Pair(
                first, second, result.values.AsSpan(frame * power.Bins, power.Bins),
                last ? spare : result.values.AsSpan((frame + 1) * power.Bins, power.Bins));
        }

        return result;
    }

    private static void Cut(ReadOnlySpan<float> signal, int from, Span<float> into)
    {
        into.Clear();
        int skip = Math.Max(0, -from);
        int count = Math.Min(into.Length, signal.Length - from) - skip;
        if (count > 0)
        {
            signal.Slice(from + skip, count).CopyTo(into[skip..]);
        }
    }
}
