using SessionService.Music.Performance;
using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis.SoundFont;

/// <summary>One instrument of one layer: an output of the synthesisers on its way to the layer.</summary>
internal struct Player
{
    private float left, right, send;

    /// <summary>Its layer; −1 while it is free.</summary>
    public int Layer { get; set; }

    /// <summary>Index of its instrument.</summary>
    public int Instrument { get; private init; }

    /// <summary>What is left of its level, 1 to 0.</summary>
    public float Fade { get; private set; }

    /// <summary>What it loses with each sample; 0 while it is not cut.</summary>
    public float FadeStep { get; set; }

    /// <summary>Whether it has been cut and is silent.</summary>
    public readonly bool HasFaded => FadeStep > 0 && Fade <= 0;

    /// <summary>A player at its full level.</summary>
    /// <param name="note">Its first note.</param>
    /// <param name="gain">Factor that makes the recording as loud as all instruments.</param>
    /// <param name="place">Where it stands.</param>
    public static Player New(in Directive note, float gain, SampledPlace place) => new()
    {
        Layer = note.Target,
        Instrument = note.Instrument,
        Fade = 1,
        left = gain * MathF.Sqrt(1 - place.Pan),
        right = gain * MathF.Sqrt(1 + place.Pan),
        send = gain * place.Send * 0.70710678f,
    };

    /// <summary>Adds what it plays.</summary>
    /// <param name="output">Left, then right, each a block long.</param>
    /// <param name="frames">Left, right and the reverb's input, sample after sample.</param>
    public void Add(ReadOnlySpan<float> output, Span<float> frames)
    {
        float fade = Fade;
        for (int i = 0; i < frames.Length / 3; i++)
        {
            float l = output[i] * fade, r = output[Desk.Block + i] * fade;
            frames[3 * i] += l * left;
            frames[(3 * i) + 1] += r * right;
            frames[(3 * i) + 2] += (l + r) * send;
            fade = Math.Max(0, fade - FadeStep);
        }

        Fade = fade;
    }
}
