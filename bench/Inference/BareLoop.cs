using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;
using SessionService.Inference.Serving;

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

    /// <summary>Processor time of prompts so far, microseconds.</summary>
    public long Prompts { get; set; }

    /// <summary>Processor time of steps so far, microseconds.</summary>
    public long Steps { get; set; }

    private int Slot => manifest.Cache.KeyValueHeads * room * manifest.Cache.HeadWidth;

    /// <summary>One bar of each sequence, of tokens that say nothing: what they cost does not depend on them.</summary>
    /// <param name="kept">Tokens that are read already.</param>
    /// <param name="prompt">Tokens to be read of each.</param>
    /// <param name="piece">Prompt tokens read at once.</param>
    /// <param name="steps">Steps after the prompt.</param>
    public void Bars(int kept, int prompt, int piece, int steps)
    {
        int width = Width(manifest.Inputs, "rows");
        int count = Math.Min(piece, Math.Max(1, prompt));
        bool begins = kept == 0 && count > 1;
        long began = ThreadCpuClock.Microseconds();
        if (prompt > 0)
        {
            // A past of just the kept rows; one token at a time goes through the slot as it lies, as a host without prompts would have it.
            float[][] before = count == 1 ? past : [.. past.Select(_ => new float[Math.Max(1, kept) * (Slot / room)])];
            using BareCall call = new(session, manifest, before, 0, 1, count, count == 1 ? room : Math.Max(1, kept), begins);
            for (int row = 0; row < Batch; row++)
            {
                for (int at = 0; at < prompt; at += count)
                {
                    call.Lengths[0] = count == 1 ? kept + at : kept;
                    call.Run();
                    if (count == 1)
                    {
                        call.Keep();
                    }
                    else
                    {
                        call.KeepIn(past, room, row, kept);
                    }
                }
            }
        }

        Prompts += ThreadCpuClock.Microseconds() - began;
        began = ThreadCpuClock.Microseconds();
        using BareCall step = new(session, manifest, past, 0, Batch, 1, room);
        Array.Fill(step.Lengths, kept + prompt);
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

        Steps += ThreadCpuClock.Microseconds() - began;
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
