using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis.Mixing;

/// <summary>
/// Plays the ready-made sounds of one layer. A sound fades in while the one before fades out, in straight lines that add up to one:
/// where one goes on from the other nothing is heard of it, and where they differ nothing clicks. A sound that nothing follows fades
/// out behind its end by itself.
/// </summary>
internal sealed class TapeDeck
{
    /// <summary>Length of the fades: 20 ms. Sounds have so much more than their bar.</summary>
    public const int Fade = 960;

    private Tape playing;
    private Tape leaving;
    private Tape last;

    /// <summary>Whether anything sounds.</summary>
    public bool Active => playing.Active || leaving.Active || last.Active;

    /// <summary>Begins a sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="from">Its sample to begin with.</param>
    /// <param name="length">Samples until it ends, if nothing follows.</param>
    public void Begin(LayerSound sound, long from, long length)
    {
        Leave(Fade);
        playing = new Tape(sound, from, length);
    }

    /// <summary>Fades everything out.</summary>
    /// <param name="length">Samples until silence, at least 1.</param>
    public void Cut(long length) => Leave(length);

    /// <summary>Adds the next samples.</summary>
    /// <param name="left">Added to.</param>
    /// <param name="right">Added to.</param>
    public void Add(Span<float> left, Span<float> right)
    {
        last.Add(left, right);
        leaving.Add(left, right);
        playing.Add(left, right);
    }

    private void Leave(long length)
    {
        if (playing.Active)
        {
            playing.Leave(length);
            (last, leaving, playing) = (leaving, playing, default);
        }
    }

    // Everything from the place in the sound alone, so that the size of a block never changes it.
    private struct Tape(LayerSound sound, long from, long length)
    {
        private readonly LayerSound? sound = sound;
        private readonly long first = from;
        private long place = from;
        private long leaves = from + length;
        private long fade = Fade;

        public readonly bool Active => sound is not null && place < leaves + fade;

        public void Leave(long length)
        {
            if (sound is not null && place < leaves)
            {
                (leaves, fade) = (place, Math.Clamp(sound!.Left.Length - place, 1, length));
            }
        }

        public void Add(Span<float> left, Span<float> right)
        {
            for (int i = 0; i < left.Length && Active; i++, place++)
            {
                if (place < sound!.Left.Length)
                {
                    float gain = Gain();
                    left[i] += gain * sound.Left[place];
                    right[i] += gain * sound.Right[place];
                }
            }
        }

        private readonly float Gain()
        {
            float gain = Math.Min(1f, (place - first) / (float)Fade);
            return place < leaves ? gain : gain * (1 - ((place - leaves) / (float)fade));
        }
    }
}
