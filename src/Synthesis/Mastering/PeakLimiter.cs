namespace SessionService.Synthesis.Mastering;

/// <summary>
/// Keeps true peaks under −1 dBTP by looking 3 ms ahead: what is loud finds the gain turned down before it comes, in a smooth
/// curve, and turned up again over a quarter of a second. Both sides get the same gain. What stays below the ceiling
/// leaves exactly as it came, later by <see cref="Latency"/>. How it is cut into calls changes nothing.
/// </summary>
public sealed class PeakLimiter
{
    /// <summary>
    /// Samples by which what leaves is behind what comes in: 3 ms. A peak is known 6 samples late, and 138 later the curve is
    /// as low as it asked for, and has been and will be for 12 samples either way: for all that its place is computed from.
    /// </summary>
    public const int Latency = 144;

    /// <summary>Samples after which nothing that came in has a part in what leaves.</summary>
    public const int Memory = GainCurve.Memory + Latency + TruePeaks.Taps;

    /// <summary>
    /// Largest magnitude that leaves, −1.3 dBFS. A meter computes four places between two samples; what lies between those can be
    /// a quarter of a decibel more where there is much above 16 kHz.
    /// </summary>
    public const float Ceiling = 0.86f;

    private const int Chunk = 64, Room = 1_024, Before = TruePeaks.Taps - 1;

    private readonly float[] lefts = new float[Latency + Room + 8], rights = new float[Latency + Room + 8];
    private readonly float[] wanted = new float[Chunk + 8], gains = new float[Chunk + 8];
    private readonly GainCurve curve = new();
    private int at;

    /// <summary>Forgets everything: silence leaves first.</summary>
    public void Reset()
    {
        Array.Clear(lefts);
        Array.Clear(rights);
        curve.Reset();
        at = 0;
    }

    /// <summary>Takes samples and leaves those of <see cref="Latency"/> before in their place.</summary>
    /// <param name="mix">Interleaved stereo.</param>
    public void Process(Span<float> mix)
    {
        for (int done = 0; done < mix.Length;)
        {
            int count = Math.Min(Math.Min(Chunk, (mix.Length - done) / 2), Room - at);
            Step(mix.Slice(done, 2 * count), count);
            done += 2 * count;
        }
    }

    private void Step(Span<float> mix, int count)
    {
        int newest = Latency + at;
        for (int i = 0; i < count; i++)
        {
            (lefts[newest + i], rights[newest + i]) = (mix[2 * i], mix[(2 * i) + 1]);
        }

        bool loud = TruePeaks.Find(lefts.AsSpan(newest - Before), rights.AsSpan(newest - Before), count, Ceiling, wanted);
        if (curve.Follow(wanted, count, loud, gains))
        {
            for (int i = 0; i < count; i++)
            {
                (mix[2 * i], mix[(2 * i) + 1]) = (lefts[at + i] * gains[i], rights[at + i] * gains[i]);
            }
        }
        else
        {
            Mixing.Mixdown.Interleave(lefts.AsSpan(at), rights.AsSpan(at), mix);
        }

        at += count;
        if (at == Room)
        {
            lefts.AsSpan(Room, Latency).CopyTo(lefts);
            rights.AsSpan(Room, Latency).CopyTo(rights);
            at = 0;
        }
    }
}
