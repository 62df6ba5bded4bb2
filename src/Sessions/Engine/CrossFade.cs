using SessionService.Synthesis;

namespace SessionService.Sessions.Engine;

/// <summary>
/// Lets the renderer of the version before ring out while the next one has begun. The gains of both sum to one, so the
/// mix cannot get louder than the louder of the two.
/// </summary>
internal sealed class CrossFade
{
    /// <summary>Length in samples: 250 ms.</summary>
    public const int Length = 12_000;

    private Renderer? old;
    private float[] buffer = [];
    private int done;

    /// <summary>Whether an old renderer still rings out.</summary>
    public bool Active => old is not null;

    /// <summary>Begins to fade <paramref name="renderer"/> out.</summary>
    public void Begin(Renderer renderer)
    {
        old = renderer;
        done = 0;
    }

    /// <summary>Forgets the old renderer at once.</summary>
    public void Drop() => old = null;

    /// <summary>Mixes the old renderer's next samples into <paramref name="mix"/>.</summary>
    /// <param name="frames">Samples per channel.</param>
    /// <param name="mix">Interleaved stereo of the new renderer, changed in place.</param>
    public void Apply(int frames, Span<float> mix)
    {
        if (old is null)
        {
            return;
        }

        if (buffer.Length < 2 * frames)
        {
            buffer = new float[2 * frames];
        }

        Span<float> tail = buffer.AsSpan(0, 2 * frames);
        old.Process(frames, tail, []);
        for (int i = 0; i < frames; i++)
        {
            float gain = Math.Min(1f, (done + i) / (float)Length);
            mix[2 * i] = (mix[2 * i] * gain) + (tail[2 * i] * (1f - gain));
            mix[(2 * i) + 1] = (mix[(2 * i) + 1] * gain) + (tail[(2 * i) + 1] * (1f - gain));
        }

        done += frames;
        if (done >= Length)
        {
            old = null;
        }
    }
}
