using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Onnx;

/// <summary>What is left of a graph where nobody asks for scores: the runtime is the judge of whether it is whole.</summary>
public sealed class PromptGraphTests
{
    [Theory]
    [InlineData("score-tiny")]
    [InlineData("score-preview")]
    [InlineData("score-full")]
    public void The_keys_and_values_are_left_and_what_only_the_scores_need_is_gone(string name)
    {
        ModelPackage package = ModelPackage.Read(PackageFiles.Shipped(name), PackageTrust.Any);
        ReadOnlyMemory<byte> graph = package.Content("graph");

        byte[] reads = PromptGraph.Without(graph, "scores");

        using InferenceSession whole = OnnxLoad.Open(graph, OnnxDevice.Cpu, 1).Session;
        using InferenceSession left = OnnxLoad.Open(reads, OnnxDevice.Cpu, 1).Session;
        Assert.Equal(whole.OutputMetadata.Keys.Where(key => key != "scores"), left.OutputMetadata.Keys);
        Assert.Equal(whole.InputMetadata.Keys, left.InputMetadata.Keys);

        // At least the last layer's two large matrices, half of a layer's weights and more.
        Assert.InRange(reads.Length, 1, graph.Length * (1 - (0.5 / package.Manifest.Cache.Layers)));
    }

    [Fact]
    public void Without_an_output_that_is_not_there_nothing_is_lost()
    {
        ReadOnlyMemory<byte> graph = ModelPackage.Read(PackageFiles.Tiny, PackageTrust.Any).Content("graph");

        using InferenceSession left = OnnxLoad.Open(PromptGraph.Without(graph, "nothing"), OnnxDevice.Cpu, 1).Session;

        Assert.Contains("scores", left.OutputMetadata.Keys);
    }

    [Fact]
    public void What_a_branch_takes_from_outside_is_left()
    {
        // A node whose attribute is a graph, whose node takes "w".
        byte[] inner = Message(1, Message(1, "w"u8));
        byte[] branch = [.. Message(1, "c"u8), .. Message(2, "key"u8), .. Message(5, Message(6, inner))];
        byte[] model = Message(7, [
            .. Message(1, branch), .. Message(5, Message(8, "w"u8)), .. Message(5, Message(8, "of-scores"u8)), .. Message(12, Message(1, "key"u8)),
            .. Message(12, Message(1, "scores"u8)),
        ]);
        byte[] expected = Message(7, [.. Message(1, branch), .. Message(5, Message(8, "w"u8)), .. Message(12, Message(1, "key"u8))]);

        Assert.Equal(expected, PromptGraph.Without(model, "scores"));
    }

    [Theory]
    [InlineData(new byte[] { 0x3A, 0x05, 1 })]
    [InlineData(new byte[] { 0x08, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x3A, 0x01, 0x0B })]
    [InlineData(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Bytes_that_are_no_model_are_refused(byte[] bytes) =>
        Assert.Throws<FormatException>(() => PromptGraph.Without(bytes, "scores"));

    // A field of bytes, shorter than 128.
    private static byte[] Message(int number, ReadOnlySpan<byte> content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];
}
