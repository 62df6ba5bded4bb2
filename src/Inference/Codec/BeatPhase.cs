namespace SessionService.Inference.Codec;

/// <summary>Where beats of a known length fall in a piece of sound.</summary>
/// <param name="Samples">Samples from the piece's beginning to its first beat, at least 0 and below a beat.</param>
/// <param name="Clearness">How far the best place stands out of all places, in standard deviations; below about 3 there is no beat to speak of.</param>
public readonly record struct BeatPhase(double Samples, double Clearness)
{
    // 5 ms: finer than an ear tells two onsets apart.
    private const int StepsPerSecond = 200;

    // Growth of the logarithm of the energy at a beat: what grows less is no stroke.
    private const double LeastGrowth = 0.1;

    /// <summary>
    /// Finds them by correlating how fast the sound grows with a comb of beats (after Dixon, "Evaluation of the audio beat tracking
    /// system BeatRoot", 2007, with the tempo given).
    /// </summary>
    /// <param name="sound">One channel.</param>
    /// <param name="sampleRate">Its rate, Hz.</param>
    /// <param name="beatSamples">Length of a beat in samples of that rate.</param>
    /// <returns>Not clear at all where the sound is shorter than two beats.</returns>
    public static BeatPhase Find(ReadOnlySpan<float> sound, int sampleRate, double beatSamples)
    {
        int hop = sampleRate / StepsPerSecond;
        float[] growth = Growth(sound, hop);
        double beat = beatSamples / hop;
        int places = (int)beat;
        if (places < 4 || growth.Length < 2 * beat)
        {
            return new BeatPhase(0, 0);
        }

        double[] sums = new double[places];
        for (int place = 0; place < places; place++)
        {
            int beats = 0;
            for (double at = place; at < growth.Length - 1; at += beat, beats++)
            {
                int below = (int)at;
                sums[place] += growth[below] + ((at - below) * (growth[below + 1] - growth[below]));
            }

            sums[place] /= beats;
        }

        return Best(sums, hop);
    }

    private static BeatPhase Best(double[] sums, int hop)
    {
        int best = Array.IndexOf(sums, sums.Max());
        double mean = sums.Average();
        double spread = Math.Sqrt(sums.Average(sum => (sum - mean) * (sum - mean)));

        // The top of the parabola through the best place and its neighbours.
        double left = sums[(best + sums.Length - 1) % sums.Length];
        double right = sums[(best + 1) % sums.Length];
        double curve = left - (2 * sums[best]) + right;
        double shift = curve < 0 ? Math.Clamp(0.5 * (left - right) / curve, -0.5, 0.5) : 0;
        return new BeatPhase(Math.Max(0, (best + shift) * hop), spread > 0 && sums[best] >= LeastGrowth ? (sums[best] - mean) / spread : 0);
    }

    // Growth of the logarithm of the energy from step to step; what fades counts as nothing. A step is known by its beginning.
    private static float[] Growth(ReadOnlySpan<float> sound, int hop)
    {
        float[] growth = new float[sound.Length / hop];
        float before = float.NaN;
        for (int i = 0; i < growth.Length; i++)
        {
            double sum = 1e-7;
            foreach (float value in sound.Slice(i * hop, hop))
            {
                sum += value * value / hop;
            }

            float level = (float)Math.Log(sum);
            growth[i] = float.IsNaN(before) ? 0 : Math.Max(0, level - before);
            before = level;
        }

        return growth;
    }
}
