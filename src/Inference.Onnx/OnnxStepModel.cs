using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;
using SessionService.Inference.Scheduling;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Onnx;

/// <summary>
/// A score model through ONNX Runtime. Keys and values stay in the machine's memory; on a GPU each step carries them over the bus.
/// </summary>
public sealed class OnnxStepModel : IStepModel
{
    // From two on, a sequence's scores are the same bit for bit whatever else is in the batch; for one alone the matrix library
    // takes another kernel. So nobody is ever alone, and the notes of a session do not depend on how busy the machine is.
    private static readonly int[] Sizes = [2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];

    private const int RoomStep = 32;

    private readonly InferenceSession session;
    private readonly InferenceSession reader;
    private readonly ModelManifest manifest;
    private readonly SlotMemory memory;
    private readonly RowOrder order;
    private readonly BoundMemory prompt;
    private readonly float[][] past;
    private readonly KeptRows kept;
    private readonly Dictionary<int, BoundBatch> batches = [];
    private readonly Dictionary<(int Tokens, int Room), BoundBatch> prompts = [];
    private readonly Action<int, int> swap;

    private OnnxStepModel(OnnxLoad load, InferenceSession reader, ModelManifest manifest, OnnxOptions options)
    {
        session = load.Session;
        this.reader = reader;
        Device = load.Device;
        Refusal = load.Refusal;
        this.manifest = manifest;
        Slots = Math.Max(Sizes[0], options.Slots);
        Context = Math.Min(options.Context, manifest.Cache.Context);
        PrefillLimit = Math.Min(options.PrefillLimit, Context);
        RowWidth = BoundBatch.Width(manifest.Inputs, "rows");
        Vocabulary = BoundBatch.Width(manifest.Outputs, "scores");
        memory = new SlotMemory(manifest.Cache, Slots, Context);
        prompt = MemoryFor(PrefillLimit, 1, 0);
        past = [.. Enumerable.Range(0, memory.Count).Select(
            _ => GC.AllocateArray<float>(manifest.Cache.KeyValueHeads * RoomFor(Context) * manifest.Cache.HeadWidth, pinned: true))];
        kept = new KeptRows(manifest.Cache, options.KeptBytes);
        order = new RowOrder(Slots);
        swap = memory.Swap;
        Costs = WarmUp();
    }

    /// <inheritdoc/>
    public int Slots { get; }

    /// <inheritdoc/>
    public int Vocabulary { get; }

    /// <inheritdoc/>
    public int Context { get; }

    /// <inheritdoc/>
    public int RowWidth { get; }

    /// <inheritdoc/>
    public int PrefillLimit { get; }

    /// <inheritdoc/>
    public StepCosts Costs { get; }

    /// <summary>What it runs on.</summary>
    public OnnxDevice Device { get; }

    /// <inheritdoc/>
    public bool IsAccelerator => Device == OnnxDevice.Cuda;

    /// <summary>Why it does not run on the GPU that was asked for; null where it does, or none was asked for.</summary>
    public string? Refusal { get; }

    /// <summary>Loads a package's graph, warms it and measures what steps cost.</summary>
    /// <param name="package">A package that was checked.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="PackageException">The runtime refuses the graph.</exception>
    public static OnnxStepModel Load(ModelPackage package, OnnxOptions options)
    {
        OnnxLoad? loaded = null;
        OnnxLoad? reads = null;
        try
        {
            ReadOnlyMemory<byte> graph = package.Content("graph");
            loaded = OnnxLoad.Open(graph, options.Device, options.Threads);
            reads = OnnxLoad.Open(PromptGraph.Without(graph, "scores"), loaded.Device, options.Threads);
            return new OnnxStepModel(loaded, reads.Session, package.Manifest, options);
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or FormatException)
        {
            loaded?.Session.Dispose();
            reads?.Session.Dispose();
            throw new PackageException(package.Folder, $"the runtime refuses its graph: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> slots, ReadOnlySpan<long> rows, ReadOnlySpan<int> positions, int batchSize, Span<float> logits)
    {
        order.BringForward(slots, batchSize, swap);
        BoundBatch batch = batches[batchSize];
        Array.Clear(batch.Rows);
        Array.Clear(batch.Lengths);
        for (int i = 0; i < slots.Length; i++)
        {
            int row = order.RowOf(slots[i]);
            rows.Slice(i * RowWidth, RowWidth).CopyTo(batch.Rows.AsSpan(row * RowWidth));
            batch.Lengths[row] = positions[i];
        }

        Run(batch);
        for (int i = 0; i < slots.Length; i++)
        {
            int row = order.RowOf(slots[i]);
            Keep(batch, row, row, positions[i], 1);
            batch.Scores.AsSpan(row * Vocabulary, Vocabulary).CopyTo(logits[(i * Vocabulary)..]);
        }
    }

    /// <inheritdoc/>
    public void Prefill(int slot, ReadOnlySpan<long> rows, int position)
    {
        int count = rows.Length / RowWidth;
        int row = order.RowOf(slot);
        int room = RoomFor(position);
        if (!prompts.TryGetValue((count, room), out BoundBatch? batch))
        {
            prompts[(count, room)] = batch = new BoundBatch(reader, manifest, prompt, array => PastOf(array, room), 1, count);
        }

        for (int array = 0; array < memory.Count; array++)
        {
            memory.Read(array, row, position, past[array], room);
        }

        rows.CopyTo(batch.Rows);
        batch.Lengths[0] = position;
        Run(batch);
        Keep(batch, 0, row, position, count);
    }

    /// <inheritdoc/>
    public void Keep(int slot, UInt128 name, int position, int tokens) => kept.Keep(memory, order.RowOf(slot), name, position, tokens);

    /// <inheritdoc/>
    public bool TryRecall(int slot, UInt128 name, int position, int tokens)
    {
        int row = order.RowOf(slot);
        if (!kept.TryRecall(memory, row, name, position, tokens))
        {
            return false;
        }

        memory.HasRead(row, position + tokens);
        return true;
    }

    /// <inheritdoc/>
    public void Vacate(int slot) => memory.HasRead(order.RowOf(slot), 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (BoundBatch batch in batches.Values.Concat(prompts.Values))
        {
            batch.Dispose();
        }

        session.Dispose();
        reader.Dispose();
    }

    private static void Run(BoundBatch batch)
    {
        try
        {
            batch.Run();
        }
        catch (OnnxRuntimeException fault)
        {
            throw new DeviceLostException(fault.Message, fault);
        }
    }

    private BoundMemory MemoryFor(int tokens, int sequences, int words) => new(
        tokens, sequences, memory.Count, RowWidth, words, manifest.Cache.KeyValueHeads * manifest.Cache.HeadWidth);

    // A prompt looks at as many rows of the past as it is given, written or not. So it is given those that are, rounded up so that
    // calls are alike and stay bound; which room that is follows from its place alone.
    private static int RoomFor(int position) => Math.Max(1, (position + RoomStep - 1) / RoomStep) * RoomStep;

    private OrtValue PastOf(int array, int room)
    {
        CacheShape cache = manifest.Cache;
        return OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, past[array].AsMemory(0, cache.KeyValueHeads * room * cache.HeadWidth),
            [1, cache.KeyValueHeads, room, cache.HeadWidth]);
    }

    private void Keep(BoundBatch batch, int row, int memoryRow, int position, int tokens)
    {
        for (int array = 0; array < memory.Count; array++)
        {
            memory.Write(array, batch.Fresh(array), row, memoryRow, position, batch.Count, tokens);
        }
    }

    private StepCosts WarmUp() => WarmedSizes.Measure([.. Sizes.Where(size => size < Slots), Slots], batches, MakeBatch, batch => batch.Run());

    private BoundBatch MakeBatch(int size)
    {
        BoundBatch batch = new(session, manifest, MemoryFor(size, size, Vocabulary), array => memory.View(array, 0, size), size, 1);
        Array.Fill(batch.Lengths, Context / 2);
        return batch;
    }
}
