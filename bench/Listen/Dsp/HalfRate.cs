namespace SessionService.Listen.Dsp;

/// <summary>Turns interleaved stereo into one channel at half the rate: all that pitch, rhythm and form need.</summary>
public static class HalfRate
{
    private const int Side = 31;

    /// <summary>Rate after halving, hertz.</summary>
    public const int Hertz = 24_000;

    // Half-band low-pass: a windowed sinc with its edge at a quarter of the rate; every other tap is 0.
    private static readonly float[] Taps = MakeTaps();

    /// <summary>The mean of both channels at half the rate; sample n stands where frame 2n stood.</summary>
    /// <param name="stereo">Interleaved.</param>
    public static float[] Of(ReadOnlySpan<float> stereo)
    {
        int frames = stereo.Length / 2;
        float[] padded = new float[frames + (2 * Side)];
        for (int i = 0; i < frames; i++)
        {
            padded[i + Side] = 0.5f * (stereo[2 * i] + stereo[(2 * i) + 1]);
        }

        float[] result = new float[frames / 2];
        for (int n = 0; n < result.Length; n++)
        {
            ReadOnlySpan<float> around = padded.AsSpan(2 * n, (2 * Side) + 1);
            float sum = 0.5f * around[Side];
            for (int k = 1; k <= Side; k += 2)
            {
                sum += Taps[k] * (around[Side - k] + around[Side + k]);
            }

            result[n] = sum;
        }

        return result;
    }

    private static float[] MakeTaps()
    {
        float[] taps = new float[Side + 1];
        for (int k = 1; k <= Side; k += 2)
        {
            double window = 0.42 + (0.5 * Math.Cos(Math.PI * k / (Side + 1))) + (0.08 * Math.Cos(2 * Math.PI * k / (Side + 1)));
            taps[k] = (float)(Math.Sin(Math.PI * k / 2) / (Math.PI * k) * window);
        }

        return taps;
    }
}
