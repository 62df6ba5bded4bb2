namespace SessionService.Synthesis.Mixing;

/// <summary>
/// Makes room for a stinger: down in 20 ms, held, and back in 250 ms. A deeper or longer duck takes over from one
/// that is going on.
/// </summary>
internal sealed class Ducker
{
    private const int DownSamples = 960, BackSamples = 12_000;

    private Ramp gain = new(1);
    private long holdUntil = long.MinValue;
    private float depth = 1;

    /// <summary>Whether the gain differs from 1 or is about to.</summary>
    public bool Active => gain.Moving || gain.Value != 1f;

    /// <summary>Ducks from <paramref name="now"/> on.</summary>
    /// <param name="now">The next sample.</param>
    /// <param name="factor">Gain while ducked, 0..1.</param>
    /// <param name="length">Samples until the way back begins.</param>
    public void Duck(long now, float factor, long length)
    {
        depth = now < holdUntil ? Math.Min(depth, factor) : factor;
        holdUntil = Math.Max(holdUntil, now + Math.Max(length, DownSamples));
        gain.HeadFor(depth, DownSamples);
    }

    /// <summary>Writes the gain of each sample.</summary>
    public void Fill(long sample, Span<float> gains)
    {
        for (int i = 0; i < gains.Length; i++)
        {
            if (sample + i == holdUntil)
            {
                gain.HeadFor(1, BackSamples);
            }

            gains[i] = gain.Next();
        }
    }
}
