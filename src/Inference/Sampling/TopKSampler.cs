namespace SessionService.Inference.Sampling;

/// <summary>
/// Draws one of the likeliest codes (Fan, Lewis and Dauphin, "Hierarchical neural story generation", ACL 2018). Meant for many draws
/// from long lists: only those that are kept are ordered. The same scores and the same draw give the same code. Keeps its
/// scratch space: one to a thread.
/// </summary>
/// <param name="size">Scores there are at most, at least 1.</param>
public sealed class TopKSampler(int size)
{
    private readonly float[] kept = new float[size];
    private readonly int[] codes = new int[size];

    /// <summary>Draws.</summary>
    /// <param name="scores">One for each code.</param>
    /// <param name="temperature">1 leaves the model's own odds; 0 always takes the likeliest.</param>
    /// <param name="most">Codes drawn from, at least 1.</param>
    /// <param name="draw">A random number, at least 0 and below 1.</param>
    /// <returns>A code; -1 where a score is not a number.</returns>
    public int Sample(ReadOnlySpan<float> scores, double temperature, int most, double draw)
    {
        int room = Math.Min(most, scores.Length);
        int count = 0;
        int likeliest = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            float score = scores[i];
            if (!float.IsFinite(score))
            {
                return -1;
            }

            likeliest = score > scores[likeliest] ? i : likeliest;
            if (count < room)
            {
                (kept[count], codes[count]) = (score, i);
                Rise(count++);
            }
            else if (score > kept[0])
            {
                (kept[0], codes[0]) = (score, i);
                Sink(count);
            }
        }

        return temperature <= 0 || count == 1 ? likeliest : Draw(scores[likeliest], count, temperature, draw);
    }

    private int Draw(float top, int count, double temperature, double draw)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            sum += Math.Exp((kept[i] - top) / temperature);
        }

        double left = draw * sum;
        for (int i = 0; i < count - 1; i++)
        {
            left -= Math.Exp((kept[i] - top) / temperature);
            if (left < 0)
            {
                return codes[i];
            }
        }

        return codes[count - 1];
    }

    // A heap with the least that is kept on top.
    private void Rise(int at)
    {
        while (at > 0 && kept[at] < kept[(at - 1) / 2])
        {
            Swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
    }

    private void Sink(int count)
    {
        for (int at = 0; (2 * at) + 1 < count;)
        {
            int child = (2 * at) + 1;
            child += child + 1 < count && kept[child + 1] < kept[child] ? 1 : 0;
            if (kept[at] <= kept[child])
            {
                return;
            }

            Swap(at, child);
            at = child;
        }
    }

    private void Swap(int left, int right)
    {
        (kept[left], kept[right]) = (kept[right], kept[left]);
        (codes[left], codes[right]) = (codes[right], codes[left]);
    }
}
