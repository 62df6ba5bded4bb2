using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>One shape the graph of an audio-token model runs at, and the network over its codebooks where it has one, all bound.</summary>
internal sealed class CodecBatch : IDisposable
{
    private readonly InferenceSession graph;
    private readonly InferenceSession? depth;
    private readonly RunOptions run = new();
    private readonly OrtIoBinding binding;
    private readonly OrtIoBinding? depthBinding;
    private readonly List<OrtValue> values = [];

    /// <summary>Binds.</summary>
    /// <param name="sessions">The graphs.</param>
    /// <param name="manifest">Names and shapes.</param>
    /// <param name="past">What the sequences have read, an array at a time; the batch disposes of it.</param>
    /// <param name="rows">Sequences.</param>
    /// <param name="count">Steps of each.</param>
    public CodecBatch(CodecSessions sessions, ModelManifest manifest, Func<int, OrtValue> past, int rows, int count)
    {
        (graph, depth, Rows, Count) = (sessions.Graph, sessions.Depth, rows, count);
        CodecShape codec = manifest.Codec!;
        Codes = New<long>(rows * count * codec.Codebooks);
        Styles = New<float>(rows * codec.StyleWidth);
        Lengths = New<long>(rows);
        int width = depth is null ? codec.Codebooks * codec.CodebookSize : BoundBatch.Width(manifest.Outputs, "hidden");
        Said = New<float>(rows * count * width);
        binding = graph.CreateIoBinding();
        binding.BindInput("codes", Bind(Codes, [rows, count, codec.Codebooks]));
        binding.BindInput("style", Bind(Styles, [rows, codec.StyleWidth]));
        binding.BindInput("lengths", Bind(Lengths, [rows]));
        binding.BindOutput(
            depth is null ? "scores" : "hidden",
            Bind(Said, depth is null ? [rows, count, codec.Codebooks, codec.CodebookSize] : [rows, count, width]));
        BindCache(manifest.Cache, past);
        if (depth is not null && count == 1)
        {
            depthBinding = BindDepth(codec, width);
        }
    }

    /// <summary>Sequences.</summary>
    public int Rows { get; }

    /// <summary>Steps of each.</summary>
    public int Count { get; }

    /// <summary>Codes to read.</summary>
    public long[] Codes { get; }

    /// <summary>Style of each sequence.</summary>
    public float[] Styles { get; }

    /// <summary>Steps each sequence has read.</summary>
    public long[] Lengths { get; }

    /// <summary>Scores of all codebooks, or the vector from which <see cref="Ask"/> makes those of one.</summary>
    public float[] Said { get; }

    /// <summary>Codes of the frame that were chosen so far, where the codebooks are written one after the other.</summary>
    public long[] Chosen { get; private set; } = [];

    /// <summary>Scores of the codebook that was asked for last.</summary>
    public float[] Scores { get; private set; } = [];

    private long[] Book { get; } = New<long>(1);

    private List<float[]> Fresh { get; } = [];

    /// <summary>New rows of an array of the memory.</summary>
    public float[] FreshOf(int array) => Fresh[array];

    /// <summary>Runs the graph.</summary>
    public void Run() => graph.RunWithBinding(run, binding);

    /// <summary>Runs the network over codebooks for one of them.</summary>
    public void Ask(int book)
    {
        Book[0] = book;
        depth!.RunWithBinding(run, depthBinding!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        binding.Dispose();
        depthBinding?.Dispose();
        run.Dispose();
        values.ForEach(value => value.Dispose());
    }

    private static T[] New<T>(int length)
        where T : unmanaged => GC.AllocateArray<T>(length, pinned: true);

    private void BindCache(CacheShape cache, Func<int, OrtValue> past)
    {
        for (int i = 0; i < 2 * cache.Layers; i++)
        {
            string name = $"{(i % 2 == 0 ? "key" : "value")}_{i / 2}";
            OrtValue held = past(i);
            values.Add(held);
            binding.BindInput($"past_{name}", held);
            Fresh.Add(New<float>(Rows * Count * cache.KeyValueHeads * cache.HeadWidth));
            binding.BindOutput($"new_{name}", Bind(Fresh[i], [Rows, cache.KeyValueHeads, Count, cache.HeadWidth]));
        }
    }

    private OrtIoBinding BindDepth(CodecShape codec, int width)
    {
        Chosen = New<long>(Rows * codec.Codebooks);
        Scores = New<float>(Rows * codec.CodebookSize);
        OrtIoBinding made = depth!.CreateIoBinding();
        made.BindInput("hidden", Bind(Said, [Rows, width]));
        made.BindInput("codes", Bind(Chosen, [Rows, codec.Codebooks]));
        made.BindInput("book", Bind(Book, [1]));
        made.BindOutput("scores", Bind(Scores, [Rows, codec.CodebookSize]));
        return made;
    }

    private OrtValue Bind<T>(T[] array, long[] shape)
        where T : unmanaged
    {
        OrtValue value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, array.AsMemory(), shape);
        values.Add(value);
        return value;
    }
}
