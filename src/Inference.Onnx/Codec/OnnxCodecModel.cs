using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Scheduling;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>
/// An audio-token model through ONNX Runtime: a step writes a frame's row. With guidance each sequence has two
/// rows in every batch, one that is told the style and one that is not. Its answer to a step is the code of each codebook, drawn here,
/// since codebooks that are written one after the other must know what was drawn before; NaN where scores were no numbers.
/// </summary>
public sealed class OnnxCodecModel : IStepModel
{
    // As for notes: a batch of one row is multiplied by another kernel, so there is never one.
    private static readonly int[] Sizes = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128];

    private readonly CodecSessions sessions;
    private readonly ModelManifest manifest;
    private readonly CodecShape shape;
    private readonly CodecRows rows;
    private readonly CodecDraw draw;
    private readonly SlotMemory memory;
    private readonly RowOrder order;
    private readonly int sequences;
    private readonly float[][] past;
    private readonly Dictionary<int, CodecBatch> batches = [];
    private readonly Action<int, int> swap;

    private OnnxCodecModel(CodecSessions sessions, ModelManifest manifest, OnnxOptions options)
    {
        (this.sessions, this.manifest, shape) = (sessions, manifest, manifest.Codec!);
        sequences = manifest.Sample.Guidance > 1 ? 2 : 1;
        Slots = Math.Max(sequences == 2 ? 1 : 2, options.Slots);
        Context = Math.Min(options.Context, manifest.Cache.Context);
        PrefillLimit = Math.Min(options.PrefillLimit, Context);
        rows = new CodecRows(shape);
        draw = new CodecDraw(shape, rows);
        memory = new SlotMemory(manifest.Cache, Slots, Context, sequences);
        past = [.. Enumerable.Range(0, memory.Count).Select(
            _ => GC.AllocateArray<float>(sequences * manifest.Cache.KeyValueHeads * Context * manifest.Cache.HeadWidth, pinned: true))];
        order = new RowOrder(Slots);
        swap = memory.Swap;
        Costs = WarmUp();
    }

    /// <inheritdoc/>
    public bool IsAccelerator => sessions.Device == OnnxDevice.Cuda;

    /// <inheritdoc/>
    public int Slots { get; }

    /// <summary>Numbers of an answer: one code for each codebook.</summary>
    public int Vocabulary => shape.Codebooks;

    /// <inheritdoc/>
    public int Context { get; }

    /// <inheritdoc/>
    public int RowWidth => rows.Width;

    /// <inheritdoc/>
    public int PrefillLimit { get; }

    /// <inheritdoc/>
    public StepCosts Costs { get; }

    /// <summary>Frames and codes.</summary>
    public CodecShape Shape => shape;

    /// <summary>Loads a package's graphs, warms them and measures what steps cost.</summary>
    /// <param name="package">A package of the task that was checked.</param>
    /// <param name="options">How it runs.</param>
    /// <exception cref="PackageException">The runtime refuses a graph.</exception>
    public static OnnxCodecModel Load(ModelPackage package, OnnxOptions options)
    {
        CodecSessions loaded = CodecSessions.Load(package, options);
        try
        {
            return new OnnxCodecModel(loaded, package.Manifest, options);
        }
        catch (OnnxRuntimeException fault)
        {
            loaded.Dispose();
            throw new PackageException(package.Folder, $"the runtime cannot run its graphs: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> slots, ReadOnlySpan<long> rows, ReadOnlySpan<int> positions, int batchSize, Span<float> logits)
    {
        try
        {
            CodecBatch batch = Forward(slots, rows, positions, batchSize);
            if (sessions.Depth is null)
            {
                DrawAll(batch, slots, rows, logits);
            }
            else
            {
                DrawInTurn(batch, slots, rows, logits);
            }
        }
        catch (OnnxRuntimeException fault)
        {
            throw new DeviceLostException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public void Prefill(int slot, ReadOnlySpan<long> rows, int position)
    {
        int count = rows.Length / RowWidth;
        int first = order.RowOf(slot);
        try
        {
            using CodecBatch batch = new(sessions, manifest, array => PastOf(array, first, position), sequences, count);
            for (int i = 0; i < sequences; i++)
            {
                for (int step = 0; step < count; step++)
                {
                    this.rows.Codes(rows[(step * RowWidth)..]).CopyTo(batch.Codes.AsSpan(((i * count) + step) * shape.Codebooks));
                }

                batch.Lengths[i] = position;
            }

            this.rows.Style(rows, batch.Styles);
            batch.Run();
            Keep(batch, 0, first, position);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new DeviceLostException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public void Vacate(int slot) => memory.HasRead(order.RowOf(slot), 0);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CodecBatch batch in batches.Values)
        {
            batch.Dispose();
        }

        sessions.Dispose();
    }

    /// <summary>Scores of a step of slot 0 with its style, every codebook told what <paramref name="frame"/> has before it; to check them.</summary>
    internal void Score(ReadOnlySpan<long> row, int position, ReadOnlySpan<long> frame, Span<float> scores)
    {
        CodecBatch batch = Forward([0], row, [position], Costs.SizeFor(1));
        int first = order.RowOf(0) * sequences;
        int size = shape.CodebookSize;
        if (sessions.Depth is null)
        {
            batch.Said.AsSpan(first * shape.Codebooks * size, scores.Length).CopyTo(scores);
            return;
        }

        Array.Fill(batch.Chosen, shape.None);
        for (int book = 0; book < shape.Codebooks; book++)
        {
            batch.Ask(book);
            batch.Scores.AsSpan(first * size, size).CopyTo(scores[(book * size)..]);
            batch.Chosen[(first * shape.Codebooks) + book] = frame[book];
        }
    }

    private CodecBatch Forward(ReadOnlySpan<int> slots, ReadOnlySpan<long> described, ReadOnlySpan<int> positions, int batchSize)
    {
        order.BringForward(slots, batchSize, swap);
        CodecBatch batch = batches[batchSize];
        Array.Clear(batch.Codes);
        Array.Clear(batch.Lengths);
        Array.Clear(batch.Styles);
        for (int i = 0; i < slots.Length; i++)
        {
            ReadOnlySpan<long> row = described.Slice(i * RowWidth, RowWidth);
            int first = order.RowOf(slots[i]) * sequences;
            for (int one = first; one < first + sequences; one++)
            {
                rows.Codes(row).CopyTo(batch.Codes.AsSpan(one * shape.Codebooks));
                batch.Lengths[one] = positions[i];
            }

            rows.Style(row, batch.Styles.AsSpan(first * shape.StyleWidth, shape.StyleWidth));
        }

        batch.Run();
        for (int i = 0; i < slots.Length; i++)
        {
            int row = order.RowOf(slots[i]);
            Keep(batch, row, row, positions[i]);
        }

        return batch;
    }

    private void DrawAll(CodecBatch batch, ReadOnlySpan<int> slots, ReadOnlySpan<long> described, Span<float> answer)
    {
        int size = shape.CodebookSize;
        for (int i = 0; i < slots.Length; i++)
        {
            ReadOnlySpan<long> row = described.Slice(i * RowWidth, RowWidth);
            int first = order.RowOf(slots[i]) * sequences;
            for (int book = 0; book < shape.Codebooks; book++)
            {
                ReadOnlySpan<float> told = batch.Said.AsSpan(((first * shape.Codebooks) + book) * size, size);
                ReadOnlySpan<float> untold = batch.Said.AsSpan((((first + sequences - 1) * shape.Codebooks) + book) * size, size);
                answer[(i * shape.Codebooks) + book] = draw.Choose(row, book, told, untold);
            }
        }
    }

    private void DrawInTurn(CodecBatch batch, ReadOnlySpan<int> slots, ReadOnlySpan<long> described, Span<float> answer)
    {
        int size = shape.CodebookSize;
        Array.Fill(batch.Chosen, shape.None);
        for (int book = 0; book < shape.Codebooks; book++)
        {
            batch.Ask(book);
            for (int i = 0; i < slots.Length; i++)
            {
                ReadOnlySpan<long> row = described.Slice(i * RowWidth, RowWidth);
                int first = order.RowOf(slots[i]) * sequences;
                float code = draw.Choose(
                    row, book, batch.Scores.AsSpan(first * size, size), batch.Scores.AsSpan((first + sequences - 1) * size, size));
                answer[(i * shape.Codebooks) + book] = code;
                for (int one = first; one < first + sequences; one++)
                {
                    batch.Chosen[(one * shape.Codebooks) + book] = float.IsNaN(code) ? shape.None : (long)code;
                }
            }
        }
    }

    // A prompt looks at as many rows of the past as it is given, written or not; so it is given those that are, and at least one.
    private OrtValue PastOf(int array, int row, int tokens)
    {
        CacheShape cache = manifest.Cache;
        memory.Read(array, row, tokens, past[array], Math.Max(1, tokens));
        int length = sequences * cache.KeyValueHeads * Math.Max(1, tokens) * cache.HeadWidth;
        return OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, past[array].AsMemory(0, length), [sequences, cache.KeyValueHeads, Math.Max(1, tokens), cache.HeadWidth]);
    }

    private void Keep(CodecBatch batch, int row, int memoryRow, int position)
    {
        for (int array = 0; array < memory.Count; array++)
        {
            memory.Write(array, batch.FreshOf(array), row, memoryRow, position, batch.Count, batch.Count);
        }
    }

    private StepCosts WarmUp() =>
        WarmedSizes.Measure([.. Sizes.Where(size => size < Slots && size * sequences > 1), Slots], batches, MakeBatch, RunWhole);

    private CodecBatch MakeBatch(int size)
    {
        CodecBatch batch = new(sessions, manifest, array => memory.View(array, 0, size), size * sequences, 1);
        Array.Fill(batch.Lengths, Context / 2);
        return batch;
    }

    private void RunWhole(CodecBatch batch)
    {
        batch.Run();
        for (int book = 0; book < shape.Codebooks && sessions.Depth is not null; book++)
        {
            batch.Ask(book);
        }
    }
}
