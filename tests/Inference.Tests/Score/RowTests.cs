using System.Text.Json;
using SessionService.Inference.Packages;
using SessionService.Inference.Score;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Score;

/// <summary>What the model is told with each token, against what the training pipeline stored in the packages.</summary>
public sealed class RowTests
{
    [Theory]
    [InlineData("score-tiny")]
    [InlineData("score-preview")]
    [InlineData("score-full")]
    public void Rows_are_those_that_the_package_stored(string name)
    {
        ModelPackage package = ModelPackage.Read(PackageFiles.Shipped(name), PackageTrust.Any);
        ScoreState state = new(ScoreModel.Of(package).Words);
        using JsonDocument vectors = JsonDocument.Parse(package.Content("vectors"));
        short[] row = new short[Tokenizer.RowWidth];
        int rows = 0;
        foreach (JsonElement one in vectors.RootElement.GetProperty("cases").EnumerateArray())
        {
            state.Reset();
            foreach ((JsonElement token, JsonElement expected) in one.GetProperty("tokens").EnumerateArray().Zip(one.GetProperty("rows").EnumerateArray()))
            {
                state.Push(token.GetInt32(), row);
                Assert.Equal([.. expected.EnumerateArray().Select(value => value.GetInt16())], row);
                rows++;
            }
        }

        Assert.True(rows >= 90, $"{rows} rows were compared.");
    }

    [Fact]
    public void Taking_a_token_allocates_nothing()
    {
        ScoreState state = new(Models.Words);
        short[] row = new short[Tokenizer.RowWidth];
        int[] tokens = [.. "BOS METRE_4/4 BAR CHORD_0_maj CHORD_7_7 ROLE_melody DENSITY_1 REGISTER_7 P_72 D_96".Split(' ').Select(Models.Words.Of)];
        Array.ForEach(tokens, token => state.Push(token, row));
        state.Reset();

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (int token in tokens)
        {
            state.Push(token, row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(state.IsDone);
    }
}
