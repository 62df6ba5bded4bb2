using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Onnx;

/// <summary>What was read of tokens and kept stands for reading them again, bit for bit; what is not kept is said to be unknown.</summary>
public sealed class KeptRowsTests
{
    private static readonly ModelPackage Package = ModelPackage.Read(PackageFiles.Tiny, PackageTrust.Any);

    [Fact]
    public void Recalling_is_as_good_as_reading_in_whichever_row_of_the_memory()
    {
        using OnnxStepModel model = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 4 });
        long[] tokens = Rows(model, 60);
        Read(model, 0, tokens, 0, 33);
        model.Keep(0, 7u, 0, 33);
        Read(model, 0, tokens, 33, 19);
        model.Keep(0, 8u, 33, 19);
        float[] expected = Next(model, 0, tokens, 52, [0]);

        // Rows of the memory change with who takes part in a step.
        Next(model, 3, tokens, 0, [3, 2]);
        Assert.True(model.TryRecall(3, 7u, 0, 33));
        Assert.True(model.TryRecall(3, 8u, 33, 19));

        Assert.Equal(expected, Next(model, 3, tokens, 52, [3]));
    }

    [Fact]
    public void Other_names_places_and_lengths_are_unknown()
    {
        using OnnxStepModel model = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 2 });
        Read(model, 0, Rows(model, 40), 0, 20);
        model.Keep(0, 7u, 0, 20);

        Assert.False(model.TryRecall(1, 6u, 0, 20));
        Assert.False(model.TryRecall(1, 7u, 1, 20));
        Assert.False(model.TryRecall(1, 7u, 0, 19));
        Assert.True(model.TryRecall(1, 7u, 0, 20));
    }

    [Fact]
    public void Where_room_is_short_what_was_used_longest_ago_is_forgotten()
    {
        CacheShape shape = Package.Manifest.Cache;
        long page = 16 * 2L * shape.Layers * shape.KeyValueHeads * shape.HeadWidth * sizeof(float);
        using OnnxStepModel model = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 2, KeptBytes = 5 * page });
        long[] tokens = Rows(model, 90);
        foreach (int name in new[] { 1, 2 })
        {
            Read(model, 0, tokens, 0, 20 + name);
            model.Keep(0, (UInt128)name, 0, 20 + name);
        }

        Assert.True(model.TryRecall(1, 1u, 0, 21));
        Read(model, 0, tokens, 0, 17);
        model.Keep(0, 3u, 0, 17);
        Read(model, 0, tokens, 0, 90);
        model.Keep(0, 4u, 0, 90);

        Assert.False(model.TryRecall(1, 2u, 0, 22));
        Assert.True(model.TryRecall(1, 1u, 0, 21));
        Assert.True(model.TryRecall(1, 3u, 0, 17));
        Assert.False(model.TryRecall(1, 4u, 0, 90));
    }

    private static long[] Rows(OnnxStepModel model, int tokens)
    {
        Random random = new(3);
        long[] rows = new long[tokens * model.RowWidth];
        for (int i = 0; i < tokens; i++)
        {
            rows[i * model.RowWidth] = random.Next(model.Vocabulary);
        }

        return rows;
    }

    private static void Read(OnnxStepModel model, int slot, long[] rows, int from, int tokens) =>
        model.Prefill(slot, rows.AsSpan(from * model.RowWidth, tokens * model.RowWidth), from);

    private static float[] Next(OnnxStepModel model, int slot, long[] rows, int at, int[] slots)
    {
        float[] logits = new float[slots.Length * model.Vocabulary];
        long[] row = [.. slots.SelectMany(_ => rows[(at * model.RowWidth)..((at + 1) * model.RowWidth)])];
        model.Step(slots, row, [.. slots.Select(_ => at)], model.Costs.SizeFor(slots.Length), logits);
        int first = Array.IndexOf(slots, slot) * model.Vocabulary;
        return logits[first..(first + model.Vocabulary)];
    }
}
