using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx;

/// <summary>One shape the graph runs at, with all its inputs and outputs bound to memory that stays: running allocates nothing here.</summary>
internal sealed class BoundBatch : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly OrtIoBinding binding;
    private readonly List<OrtValue> values = [];
    private readonly float[][] fresh;

    /// <summary>Binds.</summary>
    /// <param name="session">The graph.</param>
    /// <param name="manifest">Its names and shapes.</param>
    /// <param name="past">What the sequences have read, an array at a time; the batch disposes of it.</param>
    /// <param name="arrays">How many arrays there are.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="count">Tokens of each.</param>
    public BoundBatch(InferenceSession session, ModelManifest manifest, Func<int, OrtValue> past, int arrays, int batch, int count)
    {
        this.session = session;
        Count = count;
        int rowWidth = Width(manifest.Inputs, "rows");
        Words = Width(manifest.Outputs, "scores");
        binding = session.CreateIoBinding();
        Rows = GC.AllocateArray<long>(batch * count * rowWidth, pinned: true);
        Lengths = GC.AllocateArray<long>(batch, pinned: true);
        Scores = GC.AllocateArray<float>(batch * count * Words, pinned: true);
        Input("rows", Rows, [batch, count, rowWidth]);
        Input("lengths", Lengths, [batch]);
        Output("scores", Scores, [batch, count, Words]);
        fresh = new float[arrays][];
        CacheShape cache = manifest.Cache;
        for (int i = 0; i < arrays; i++)
        {
            string name = $"{(i % 2 == 0 ? "key" : "value")}_{i / 2}";
            OrtValue held = past(i);
            values.Add(held);
            binding.BindInput($"past_{name}", held);
            fresh[i] = GC.AllocateArray<float>(batch * cache.KeyValueHeads * count * cache.HeadWidth, pinned: true);
            Output($"new_{name}", fresh[i], [batch, cache.KeyValueHeads, count, cache.HeadWidth]);
        }
    }

    /// <summary>Tokens of each sequence.</summary>
    public int Count { get; }

    /// <summary>Words of the vocabulary.</summary>
    public int Words { get; }

    /// <summary>Tokens to read.</summary>
    public long[] Rows { get; }

    /// <summary>Tokens each sequence has read.</summary>
    public long[] Lengths { get; }

    /// <summary>What may follow each token.</summary>
    public float[] Scores { get; }

    /// <summary>New rows of an array of the memory.</summary>
    public float[] Fresh(int array) => fresh[array];

    /// <summary>Runs the graph.</summary>
    public void Run() => session.RunWithBinding(run, binding);

    /// <inheritdoc/>
    public void Dispose()
    {
        binding.Dispose();
        run.Dispose();
        values.ForEach(value => value.Dispose());
    }

    internal static int Width(IReadOnlyList<GraphValue> list, string name) =>
        list.First(value => value.Name == name).Shape[^1].GetInt32();

    private void Input<T>(string name, T[] memory, long[] shape)
        where T : unmanaged
    {
        OrtValue value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        values.Add(value);
        binding.BindInput(name, value);
    }

    private void Output<T>(string name, T[] memory, long[] shape)
        where T : unmanaged
    {
        OrtValue value = OrtValue.CreateTensorValueFromMemory(memory, shape);
        values.Add(value);
        binding.BindOutput(name, value);
    }
}
