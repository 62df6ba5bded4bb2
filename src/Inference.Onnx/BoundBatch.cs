using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx;

/// <summary>One shape the graph runs at, with all its inputs and outputs bound to memory that stays: running allocates nothing here.</summary>
internal sealed class BoundBatch : IDisposable
{
    private readonly InferenceSession session;
    private readonly BoundMemory memory;
    private readonly RunOptions run = new();
    private readonly OrtIoBinding binding;
    private readonly List<OrtValue> values = [];

    /// <summary>Binds.</summary>
    /// <param name="session">The graph.</param>
    /// <param name="manifest">Its names and shapes.</param>
    /// <param name="memory">Where inputs and outputs lie; large enough. Without room for scores the graph is one that has none.</param>
    /// <param name="past">What the sequences have read, an array at a time; the batch disposes of it.</param>
    /// <param name="batch">Sequences.</param>
    /// <param name="count">Tokens of each.</param>
    public BoundBatch(InferenceSession session, ModelManifest manifest, BoundMemory memory, Func<int, OrtValue> past, int batch, int count)
    {
        this.session = session;
        this.memory = memory;
        Count = count;
        binding = session.CreateIoBinding();
        binding.BindInput("rows", Bind(memory.Rows, [batch, count, Width(manifest.Inputs, "rows")]));
        binding.BindInput("lengths", Bind(memory.Lengths, [batch]));
        if (memory.Scores.Length > 0)
        {
            binding.BindOutput("scores", Bind(memory.Scores, [batch, count, Width(manifest.Outputs, "scores")]));
        }

        CacheShape cache = manifest.Cache;
        for (int i = 0; i < memory.Fresh.Length; i++)
        {
            string name = $"{(i % 2 == 0 ? "key" : "value")}_{i / 2}";
            OrtValue held = past(i);
            values.Add(held);
            binding.BindInput($"past_{name}", held);
            binding.BindOutput($"new_{name}", Bind(memory.Fresh[i], [batch, cache.KeyValueHeads, count, cache.HeadWidth]));
        }
    }

    /// <summary>Tokens of each sequence.</summary>
    public int Count { get; }

    /// <summary>Tokens to read.</summary>
    public long[] Rows => memory.Rows;

    /// <summary>Tokens each sequence has read.</summary>
    public long[] Lengths => memory.Lengths;

    /// <summary>What may follow each token.</summary>
    public float[] Scores => memory.Scores;

    /// <summary>New rows of an array of the memory.</summary>
    public float[] Fresh(int array) => memory.Fresh[array];

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

    private OrtValue Bind<T>(T[] array, long[] shape)
        where T : unmanaged
    {
        long length = shape.Aggregate(1L, (product, size) => product * size);
        OrtValue value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, array.AsMemory(0, (int)length), shape);
        values.Add(value);
        return value;
    }
}
