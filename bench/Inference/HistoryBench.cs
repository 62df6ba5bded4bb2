using System.Globalization;
using System.Text.Json;
using SessionService.Inference.Packages;
using SessionService.Inference.Score;

namespace SessionService.Bench.Inference;

/// <summary>
/// What the bars before are worth: how likely held-out music is, told header, controls and so many bars before. The file has a
/// token sequence a line, as JSON arrays, beginning with its header.
/// </summary>
internal static class HistoryBench
{
    private static readonly int[] Histories = [0, 1, 2, 3, 4, 6, 8];

    /// <summary>Prints nats a music token, and tokens read, for each number of bars before.</summary>
    public static void Run(ModelPackage package, string file)
    {
        ScoreModel model = ScoreModel.Of(package);
        using BareLoop loop = new(package, 1, 1, 1);
        double[] sums = new double[Histories.Length];
        long[] read = new long[Histories.Length];
        long tokens = 0;
        int bars = 0;
        foreach (int[] sequence in File.ReadLines(file).Select(line => JsonSerializer.Deserialize<int[]>(line)!))
        {
            int[] starts = [.. sequence.Index().Where(one => one.Item == model.Words.Bar).Select(one => one.Index), sequence.Length];
            for (int bar = Histories[^1]; bar < starts.Length - 1; bar += 3)
            {
                if (starts[bar + 1] - starts[bar - Histories[^1]] + starts[0] > model.Context)
                {
                    continue;
                }

                bars++;
                for (int i = 0; i < Histories.Length; i++)
                {
                    (double loss, int music, int prompt) = Loss(loop, model, sequence, starts, bar, Histories[i]);
                    sums[i] += loss;
                    read[i] += prompt;
                    tokens += i == 0 ? music : 0;
                }
            }
        }

        Console.WriteLine($"{bars} bars, {tokens} music tokens");
        for (int i = 0; i < Histories.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Histories[i]} bars before: {sums[i] / tokens:f3} nats, {(double)read[i] / bars:f0} tokens read before"));
        }
    }

    private static (double Loss, int Music, int Prompt) Loss(BareLoop loop, ScoreModel model, int[] sequence, int[] starts, int bar, int history)
    {
        Tokenizer words = model.Words;
        List<int> tokens = [.. sequence[..starts[0]]];
        for (int at = bar - history; at <= bar; at++)
        {
            // Copies of what is not read are not stated; what is held over into the first bar begins there.
            tokens.AddRange(sequence[starts[at]..starts[at + 1]].Where(token => !words.IsCopy(token) || words.CopyOf(token).Back <= at - bar + history)
                .Select(token => token == words.Hold && at == bar - history && at < bar ? words.Rest : token));
        }

        int length = starts[bar + 1] - starts[bar];
        ScoreState state = new(words);
        long[] rows = new long[tokens.Count * Tokenizer.RowWidth];
        short[] row = new short[Tokenizer.RowWidth];
        for (int i = 0; i < tokens.Count; i++)
        {
            state.Push(tokens[i], row);
            for (int j = 0; j < row.Length; j++)
            {
                rows[(i * row.Length) + j] = row[j];
            }
        }

        float[] scores = loop.Score(rows);
        double loss = 0;
        int music = 0;
        for (int i = Math.Max(1, tokens.Count - length); i < tokens.Count; i++)
        {
            if (words.IsMusic(tokens[i]) && tokens[i] != words.Hold)
            {
                loss -= LogChance(scores.AsSpan((i - 1) * words.Size, words.Size), tokens[i]);
                music++;
            }
        }

        return (loss, music, tokens.Count - length);
    }

    private static double LogChance(ReadOnlySpan<float> scores, int token)
    {
        double most = double.MinValue;
        foreach (float score in scores)
        {
            most = Math.Max(most, score);
        }

        double sum = 0;
        foreach (float score in scores)
        {
            sum += Math.Exp(score - most);
        }

        return scores[token] - most - Math.Log(sum);
    }
}
