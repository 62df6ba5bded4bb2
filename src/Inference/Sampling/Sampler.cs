namespace SessionService.Inference.Sampling;

/// <summary>
/// Draws a token from logits: only what is allowed, sharpened or flattened by a temperature, from the nucleus that holds the
/// given share of the probability (Holtzman et al., "The curious case of neural text degeneration", ICLR 2020). The same
/// logits and the same draw give the same token. Keeps its scratch space: one sampler to a sequence or a thread.
/// </summary>
/// <param name="vocabulary">Tokens there are, at least 1.</param>
public sealed class Sampler(int vocabulary)
{
    private readonly double[] weights = new double[vocabulary];
    private readonly int[] tokens = new int[vocabulary];

    /// <summary>Draws.</summary>
    /// <param name="logits">One for each token.</param>
    /// <param name="allowed">Tokens that may come, one flag for each; empty where all may.</param>
    /// <param name="temperature">1 leaves the model's own odds; 0 always takes the likeliest.</param>
    /// <param name="nucleus">Share of the probability drawn from, above 0 to 1 (all of it).</param>
    /// <param name="draw">A random number, at least 0 and below 1.</param>
    /// <returns>A token; -1 where none is allowed or an allowed one's logit is not a number.</returns>
    public int Sample(ReadOnlySpan<float> logits, ReadOnlySpan<bool> allowed, double temperature, double nucleus, double draw)
    {
        int count = 0;
        float most = float.NegativeInfinity;
        int likeliest = -1;
        for (int i = 0; i < vocabulary; i++)
        {
            if (!allowed.IsEmpty && !allowed[i])
            {
                continue;
            }

            float logit = logits[i];
            if (float.IsNaN(logit) || float.IsPositiveInfinity(logit))
            {
                return -1;
            }

            if (float.IsNegativeInfinity(logit))
            {
                continue;
            }

            if (logit > most)
            {
                (most, likeliest) = (logit, i);
            }

            tokens[count++] = i;
        }

        return count == 0 || temperature <= 0 ? likeliest : Draw(logits, count, most, temperature, nucleus, draw);
    }

    private int Draw(ReadOnlySpan<float> logits, int count, float most, double temperature, double nucleus, double draw)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            // Negated, so that the sort brings the likeliest first.
            weights[i] = -Math.Exp((logits[tokens[i]] - most) / temperature);
            sum -= weights[i];
        }

        int kept = count;
        double mass = sum;
        if (nucleus < 1)
        {
            kept = Keep(count, sum * nucleus, out mass);
        }

        double left = draw * mass;
        for (int i = 0; i < kept - 1; i++)
        {
            left += weights[i];
            if (left < 0)
            {
                return tokens[i];
            }
        }

        return tokens[kept - 1];
    }

    // Equal weights stay in the order of their tokens: the sort itself does not promise that.
    private int Keep(int count, double enough, out double mass)
    {
        Span<double> keys = weights.AsSpan(0, count);
        Span<int> items = tokens.AsSpan(0, count);
        keys.Sort(items);
        for (int i = 1; i < count; i++)
        {
            for (int j = i; j > 0 && keys[j] == keys[j - 1] && items[j] < items[j - 1]; j--)
            {
                (items[j], items[j - 1]) = (items[j - 1], items[j]);
            }
        }

        mass = 0;
        int kept = 0;
        while (kept < count && mass < enough)
        {
            mass -= keys[kept++];
        }

        return kept;
    }
}
