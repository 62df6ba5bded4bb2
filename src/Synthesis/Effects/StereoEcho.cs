using SessionService.Synthesis.Mixing;

namespace SessionService.Synthesis.Effects;

/// <summary>An echo in time with the music: repeats grow darker and lean to the other side.</summary>
internal sealed class StereoEcho
{
    /// <summary>Longest echo, samples; longer ones are halved until they fit.</summary>
    public const int Longest = Length - 256;

    private const int Length = 65_536;
    private const float Darken = 0.35f, Cross = 0.3f, Silent = 1e-8f;

    // Adding and taking away flushes what is too small to hear before it gets too small for the processor.
    private const float Tiny = 1e-15f;

    private readonly float[] line = new float[2 * Length];
    private Tap tap = new(24_000);
    private Ramp feedback = new(0), level = new(0);
    private float lowLeft, lowRight;
    private int head, quiet = Length;
    private bool asleep = true;

    /// <summary>Sets time, repeats and level.</summary>
    /// <param name="distance">Samples between repeats, 1 to <see cref="Longest"/>.</param>
    /// <param name="repeats">Share of the echo that repeats, 0..0.8.</param>
    /// <param name="loudness">Level of the return.</param>
    /// <param name="samples">How long the change takes.</param>
    public void HeadFor(int distance, float repeats, float loudness, long samples)
    {
        if (asleep || samples <= 0)
        {
            tap.Jump(distance);
        }
        else
        {
            tap.HeadFor(distance, samples);
        }

        feedback.HeadFor(repeats, samples);
        level.HeadFor(loudness, samples);
    }

    /// <summary>Falls asleep when nothing has been heard for the whole length of the line.</summary>
    public void OnGrid()
    {
        if (!asleep && quiet >= Length)
        {
            Array.Clear(line);
            (lowLeft, lowRight, asleep) = (0, 0, true);
            tap.Settle();
        }
    }

    /// <summary>Adds the echo of <paramref name="input"/> to <paramref name="output"/>, both interleaved stereo.</summary>
    /// <param name="input">What is sent.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="output">Added to.</param>
    public void Process(ReadOnlySpan<float> input, bool silent, Span<float> output)
    {
        if (silent && asleep)
        {
            feedback.Skip(input.Length / 2);
            level.Skip(input.Length / 2);
            return;
        }

        asleep = false;
        for (int i = 0; i < input.Length; i += 2)
        {
            (float left, float right) = Read();
            lowLeft = lowLeft + ((1 - Darken) * (left - lowLeft)) + Tiny - Tiny;
            lowRight = lowRight + ((1 - Darken) * (right - lowRight)) + Tiny - Tiny;
            float again = feedback.Next(), loud = level.Next();
            float newLeft = input[i] + (again * (lowLeft + (Cross * (lowRight - lowLeft))));
            float newRight = input[i + 1] + (again * (lowRight + (Cross * (lowLeft - lowRight))));
            line[2 * head] = newLeft;
            line[(2 * head) + 1] = newRight;
            output[i] += loud * lowLeft;
            output[i + 1] += loud * lowRight;
            quiet = Math.Abs(newLeft) + Math.Abs(newRight) < Silent ? Math.Min(quiet + 1, Length) : 0;
            head = (head + 1) & (Length - 1);
        }
    }

    private (float Left, float Right) Read()
    {
        int place = 2 * ((head - tap.Now) & (Length - 1));
        float left = line[place], right = line[place + 1];
        if (tap.Moving)
        {
            int other = 2 * ((head - tap.Next) & (Length - 1));
            left += tap.Mix * (line[other] - left);
            right += tap.Mix * (line[other + 1] - right);
            tap.Advance();
        }

        return (left, right);
    }
}
