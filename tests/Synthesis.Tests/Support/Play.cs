using SessionService.Music.Performance;

namespace SessionService.Synthesis.Tests.Support;

/// <summary>Renders for tests.</summary>
internal static class Play
{
    /// <summary>A renderer of one instrument on layer 0, with the stingers' layer beside it.</summary>
    public static Renderer Of(string instrument, string style = "lo-fi", long first = 0) =>
        new(new RendererSetup([instrument], [style], 2, first));

    /// <summary>A note on layer 0.</summary>
    public static Directive Note(long sample, int pitch, int velocity = 96, long length = 24_000, int layer = 0, int instrument = 0) =>
        new(sample, DirectiveKind.Note, layer, instrument, (byte)pitch, (byte)velocity, 0, length);

    /// <summary>Mix and stems of a whole script in one call.</summary>
    public static (float[] Mix, float[] Stems) Whole(Renderer renderer, Directive[] script, int frames)
    {
        float[] mix = new float[2 * frames], stems = new float[2 * frames * renderer.StemCount];
        renderer.Schedule(script);
        renderer.Process(frames, mix, stems);
        return (mix, stems);
    }

    /// <summary>
    /// The same in pieces, each directive given as late as it may be; stems come out laid like those of one call.
    /// </summary>
    public static (float[] Mix, float[] Stems) Pieces(Renderer renderer, Directive[] script, int frames, Func<int> size)
    {
        float[] mix = new float[2 * frames], stems = new float[2 * frames * renderer.StemCount];
        long first = renderer.Position;
        int next = 0;
        for (int at = 0; at < frames;)
        {
            int count = Math.Clamp(size(), 1, frames - at), from = next;
            while (next < script.Length && script[next].Sample < first + at + count)
            {
                next++;
            }

            renderer.Schedule(script.AsSpan(from, next - from));
            float[] piece = new float[2 * count * renderer.StemCount];
            renderer.Process(count, mix.AsSpan(2 * at, 2 * count), piece);
            for (int stem = 0; stem < renderer.StemCount; stem++)
            {
                piece.AsSpan(2 * count * stem, 2 * count).CopyTo(stems.AsSpan(2 * ((frames * stem) + at)));
            }

            at += count;
        }

        return (mix, stems);
    }

    /// <summary>The left channel of interleaved stereo.</summary>
    public static float[] Left(ReadOnlySpan<float> stereo)
    {
        float[] left = new float[stereo.Length / 2];
        for (int i = 0; i < left.Length; i++)
        {
            left[i] = stereo[2 * i];
        }

        return left;
    }
}
