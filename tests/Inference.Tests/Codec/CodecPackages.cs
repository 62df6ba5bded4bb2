using SessionService.Inference.Codec;
using SessionService.Inference.Onnx;
using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Serving;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Codec;

/// <summary>The random audio-token models, read once: one with delays, one that writes codebooks one after the other.</summary>
internal static class CodecPackages
{
    public static ModelPackage Delayed { get; } = ModelPackage.Read(PackageFiles.Shipped("codec-tiny"), PackageTrust.Any);

    public static ModelPackage InTurn { get; } = ModelPackage.Read(PackageFiles.Shipped("codec-depth-tiny"), PackageTrust.Any);

    public static ModelPackage Of(string name) => name == "codec-tiny" ? Delayed : InTurn;

    public static InferenceScheduler Serve(ModelPackage package, int slots) => new(
        [OnnxCodecModel.Load(package, new OnnxOptions { Slots = slots, Context = 128 })], new SchedulerOptions(), TimeProvider.System);

    /// <summary>Frames by the package's own defaults.</summary>
    public static CodecTask Task(ModelPackage package, ulong seed, int frames = 20, double? guidance = null, string style = "lo-fi") => new()
    {
        Seed = seed, Stream = 1, FirstFrame = 0, Frames = frames, Style = CodecStyles.Of(package).Find(style),
        Temperature = package.Manifest.Sample.Temperature, TopK = package.Manifest.Sample.TopK,
        Guidance = guidance ?? package.Manifest.Sample.Guidance,
    };

    public static async Task<ushort[]> WriteAsync(InferenceScheduler scheduler, ModelPackage package, CodecTask task)
    {
        CodecSequence sequence = new(package.Manifest.Codec!, task);
        SequenceEnd end = await scheduler.RunAsync(
            new SequenceRequest(sequence, "tenant", 1, TimeSpan.FromMinutes(5)), TestContext.Current.CancellationToken);
        Assert.Equal(SequenceEnd.Done, end);
        return sequence.Written();
    }
}
