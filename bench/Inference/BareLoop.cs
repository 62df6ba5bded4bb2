using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Bench.Inference;

/// <summary>
/// ONNX Runtime and nothing else: a fixed batch with bound memory, prompts one after the other, then step by step all at once, each
/// taking the likeliest token. No scheduler, no rules, no deadlines: what any service on top is held against.
/// </summary>
internal sealed class BareLoop : IDisposable
{
    private readonly ModelManifest manifest;
    private readonly InferenceSession session;
    private readonly int room;
    private readonly float[][] past;

    /// <summary>Loads the graph.</summary>
    /// <param name="package">The package.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="room">Tokens each can have.</param>
    /// <param name="threads">Threads of the runtime.</param>
    public BareLoop(ModelPackage package, int batch, int room, int threads)
    {
        manifest = package.Manifest;
        this.room = room;
        Batch = batch;
        using SessionOptions options = new()
        {
            IntraOpNumThreads = threads, InterOpNumThreads = 1, GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        session = new InferenceSession(package.Content("graph").ToArray(), options);
        past = [.. Enumerable.Range(0, 2 * manifest.Cache.Layers).Select(_ => new float[batch * Slot])];
    }

    /// <summary>Sequences.</summary>
    public int Batch { get; }

    private int Slot => manifest.Cache.KeyValueHeads * room * manifest.Cache.HeadWidth;

    /// <summary>One bar of each sequence.</summary>
    /// <param name="prompt">Prompt of each, tokens × row width.</param>
    /// <param name="piece">Prompt tokens read at once.</param>
    /// <param name="steps">Steps after the prompt.</param>
    public void Bars(IReadOnlyList<long[]> prompt, int piece, int steps)
    {
        int width = Width(manifest.Inputs, "rows");
        for (int row = 0; row < Batch; row++)
        {
            int tokens = (prompt[row].Length / width) - 1;
            if (piece == 1)
            {
                using BareCall one = new(session, manifest, past, row, 1, 1, room);
                for (int at = 0; at < tokens; at++)
                {
                    prompt[row].AsSpan(at * width, width).CopyTo(one.Rows);
                    one.Lengths[0] = at;
                    one.Run();
                    one.Keep();
                }

                continue;
            }

            for (int at = 0; at < tokens; at += piece)
            {
                // A prompt from the beginning needs no past; what it leaves is written into the slot all the same.
                using BareCall call = new(session, manifest, past, row, 1, Math.Min(piece, tokens - at), room, at == 0);
                prompt[row].AsSpan(at * width, call.Rows.Length).CopyTo(call.Rows);
                call.Lengths[0] = at;
                call.Run();
                call.Keep();
            }
        }

        using BareCall step = new(session, manifest, past, 0, Batch, 1, room);
        for (int row = 0; row < Batch; row++)
        {
            prompt[row].AsSpan(prompt[row].Length - width).CopyTo(step.Rows.AsSpan(row * width));
            step.Lengths[row] = (prompt[row].Length / width) - 1;
        }

        for (int i = 0; i < steps; i++)
        {
            step.Run();
            step.Keep();
            for (int row = 0; row < Batch; row++)
            {
                ReadOnlySpan<float> scores = step.Scores.AsSpan(row * step.Words, step.Words);
                step.Rows[row * width] = Likeliest(scores);
                step.Lengths[row]++;
            }
        }
    }

    /// <summary>One shape of call over the first sequences.</summary>
    public BareCall Call(int batch, int count) => new(session, manifest, past, 0, batch, count, room);

    /// <summary>Scores after each token of one sequence.</summary>
    public float[] Score(ReadOnlySpan<long> rows)
    {
        int width = Width(manifest.Inputs, "rows");
        using BareCall call = new(session, manifest, past, 0, 1, rows.Length / width, room);
        rows.CopyTo(call.Rows);
        call.Run();
        return call.Scores;
    }

    public void Dispose() => session.Dispose();

    private static int Likeliest(ReadOnlySpan<float> scores)
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    internal static int Width(IReadOnlyList<GraphValue> values, string name) => values.First(value => value.Name == name).Shape[^1].GetInt32();
}
