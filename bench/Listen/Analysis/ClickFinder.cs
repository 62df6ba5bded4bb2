namespace SessionService.Listen.Analysis;

/// <summary>A discontinuity.</summary>
/// <param name="Seconds">Where.</param>
/// <param name="Size">Height of the second difference there, full scale 1.</param>
/// <param name="Ratio">That over the highest within 40 ms around.</param>
public readonly record struct Click(double Seconds, double Size, double Ratio);

/// <summary>
/// Finds discontinuities: places where the signal bends, for a sample or two, many times as sharply as anywhere within
/// 40 ms around. The second difference stands for the error of a predictor of order two, as restorers of records use
/// (Godsill and Rayner 1998); notes that begin at once bend as sharply a moment later and are not found, nor are the
/// edges of square waves above 25 Hz, which come again. The last 40 ms are not judged.
/// </summary>
public static class ClickFinder
{
    /// <summary>Least height that counts: −54 dBFS.</summary>
    public const float LeastSize = 0.002f;

    /// <summary>Least ratio to the surroundings.</summary>
    public const float LeastRatio = 6;

    private const int Block = 8;
    private const int Around = 240;
    private const int Own = 3;

    /// <summary>Finds them, in order; those of both channels at one place count once.</summary>
    /// <param name="stereo">Interleaved, 48 kHz.</param>
    public static List<Click> Find(ReadOnlySpan<float> stereo)
    {
        List<Click> found = [.. Channel(stereo, 0), .. Channel(stereo, 1)];
        found.Sort((a, b) => a.Seconds.CompareTo(b.Seconds));
        for (int i = found.Count - 1; i > 0; i--)
        {
            if (found[i].Seconds - found[i - 1].Seconds < 0.001)
            {
                found[i - 1] = found[i - 1].Size > found[i].Size ? found[i - 1] : found[i];
                found.RemoveAt(i);
            }
        }

        return found;
    }

    private static List<Click> Channel(ReadOnlySpan<float> stereo, int channel)
    {
        float[] bends = Bends(stereo, channel);
        List<Click> found = [];

        // What begins in the last 40 ms bends as sharply a moment later, after the end: it cannot be judged.
        for (int b = 1; b + Around < bends.Length; b++)
        {
            if (bends[b] < LeastSize || bends[b] < bends[b - 1] || bends[b] <= bends[b + 1])
            {
                continue;
            }

            float around = 0, limit = bends[b] / LeastRatio;
            for (int k = Own; k <= Around && around <= limit; k++)
            {
                around = Math.Max(around, b - k >= 0 ? bends[b - k] : 0);
                around = Math.Max(around, b + k < bends.Length ? bends[b + k] : 0);
            }

            if (around <= limit)
            {
                found.Add(new Click(b * Block / 48_000.0, bends[b], bends[b] / Math.Max(around, 1e-6f)));
            }
        }

        return found;
    }

    // Sharpest bend of each block.
    private static float[] Bends(ReadOnlySpan<float> stereo, int channel)
    {
        int frames = stereo.Length / 2;
        float[] bends = new float[(frames / Block) + 1];
        for (int i = 2; i < frames; i++)
        {
            float bend = Math.Abs(stereo[(2 * i) + channel] - (2 * stereo[(2 * i) - 2 + channel]) + stereo[(2 * i) - 4 + channel]);
            bends[i / Block] = Math.Max(bends[i / Block], bend);
        }

        return bends;
    }
}
