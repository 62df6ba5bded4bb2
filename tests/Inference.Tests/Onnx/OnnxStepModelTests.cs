using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Onnx;

/// <summary>The runtime, on a small network of random numbers whose scores PyTorch gave.</summary>
public sealed class OnnxStepModelTests
{
    private static readonly ModelPackage Package = ModelPackage.Read(PackageFiles.Tiny, PackageTrust.Any);

    [Theory]
    [InlineData("score-tiny")]
    [InlineData("score-preview")]
    [InlineData("score-full")]
    public void Scores_are_those_of_PyTorch(string name)
    {
        ModelPackage package = ModelPackage.Read(PackageFiles.Shipped(name), PackageTrust.Any);
        using OnnxStepModel model = OnnxStepModel.Load(package, new OnnxOptions { Slots = 4, PrefillLimit = 16 });

        Assert.InRange(PackageCheck.Require(package, model), 0, 1e-4);
    }

    [Fact]
    public void A_batch_is_what_each_is_alone_whoever_joins_and_leaves()
    {
        using OnnxStepModel alone = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 1 });
        using OnnxStepModel many = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 8 });
        int width = alone.RowWidth;
        Random random = new(1);
        int[][] tokens = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, 24).Select(_ => random.Next(alone.Vocabulary)).ToArray())];
        float[][] expected = [.. tokens.Select(one => Alone(alone, one, 24))];
        int[] places = new int[8];
        float[][] last = new float[8][];
        float[] logits = new float[8 * many.Vocabulary];

        // In each step others take part, so slots change their rows again and again.
        while (places.Any(place => place < 24))
        {
            int[] slots = [.. Enumerable.Range(0, 8).Where(slot => places[slot] < 24 && random.Next(3) > 0)];
            if (slots.Length == 0)
            {
                continue;
            }

            random.Shuffle(slots);
            long[] rows = new long[slots.Length * width];
            for (int i = 0; i < slots.Length; i++)
            {
                rows[i * width] = tokens[slots[i]][places[slots[i]]];
            }

            many.Step(slots, rows, [.. slots.Select(slot => places[slot])], many.Costs.SizeFor(slots.Length), logits);
            for (int i = 0; i < slots.Length; i++)
            {
                last[slots[i]] = logits.AsSpan(i * many.Vocabulary, many.Vocabulary).ToArray();
                places[slots[i]]++;
            }
        }

        for (int slot = 0; slot < 8; slot++)
        {
            Assert.Equal(expected[slot], last[slot]);
        }
    }

    [Fact]
    public void A_slot_used_again_remembers_nothing()
    {
        using OnnxStepModel model = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 2 });
        int[] first = [1, 3, 5, 18, 20, 2];
        int[] second = [1, 4, 7, 15, 22, 2];
        float[] fresh = Alone(model, second, 6);

        Alone(model, first, 6);

        Assert.Equal(fresh, Alone(model, second, 6));
    }

    [Theory]
    [InlineData("score-tiny")]
    [InlineData("score-preview")]
    [InlineData("score-full")]
    public void A_sequence_is_told_the_same_beside_shorter_and_longer_ones(string name)
    {
        ModelPackage package = ModelPackage.Read(PackageFiles.Shipped(name), PackageTrust.Any);
        using OnnxStepModel alone = OnnxStepModel.Load(package, new OnnxOptions { Slots = 4 });
        using OnnxStepModel beside = OnnxStepModel.Load(package, new OnnxOptions { Slots = 4 });
        Random random = new(5);
        float[] here = new float[alone.Vocabulary];
        float[] there = new float[4 * alone.Vocabulary];
        int[] far = [100, 170, 0];
        long[] rows = new long[4 * alone.RowWidth];
        beside.Prefill(1, new long[far[0] * alone.RowWidth], 0);
        beside.Prefill(3, new long[far[1] * alone.RowWidth], 0);

        // Neighbours that read other numbers of tokens, begin anew at other steps, and are long where it is short.
        for (int i = 0; i < 240; i++)
        {
            rows[0] = random.Next(alone.Vocabulary);
            alone.Step([0], rows.AsSpan(0, alone.RowWidth), [i], alone.Costs.SizeFor(1), here);
            beside.Step([0, 1, 3, 2], rows, [i, far[0], far[1], far[2]], beside.Costs.SizeFor(4), there);

            Assert.Equal(here, there[..here.Length]);
            far = [.. far.Select(place => (place + 1) % 250)];
        }
    }

    [Fact]
    public void A_step_allocates_nothing_but_what_the_runtimes_own_call_does()
    {
        using OnnxStepModel model = OnnxStepModel.Load(Package, new OnnxOptions { Slots = 2 });
        float[] logits = new float[2 * model.Vocabulary];
        long[] rows = new long[2 * model.RowWidth];
        for (int i = 0; i < 20; i++)
        {
            model.Step([0, 1], rows, [i, i], 2, logits);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 20; i < 120; i++)
        {
            model.Step([0, 1], rows, [i, i], 2, logits);
        }

        // 72 bytes a call, whatever the batch.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 96);
    }

    [Fact]
    public void A_graph_that_is_none_is_refused()
    {
        using PackageFiles.Copy copy = PackageFiles.OfTiny();
        byte[] nonsense = new byte[416_516];
        File.WriteAllBytes(copy["graph.onnx"], nonsense);
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(nonsense));
        copy.Replace(ModelPackage.ManifestFile, Package.Manifest.Files.First(file => file.Role == "graph").Sha256, hash);
        ModelPackage package = ModelPackage.Read(copy.Folder, PackageTrust.Any);

        Assert.Contains(
            "the runtime refuses", Assert.Throws<PackageException>(() => OnnxStepModel.Load(package, new OnnxOptions())).Reason, StringComparison.Ordinal);
    }

    private static float[] Alone(OnnxStepModel model, int[] tokens, int count)
    {
        float[] logits = new float[model.Vocabulary];
        long[] row = new long[model.RowWidth];
        for (int i = 0; i < count; i++)
        {
            row[0] = tokens[i];
            model.Step([0], row, [i], model.Costs.SizeFor(1), logits);
        }

        return logits;
    }
}
