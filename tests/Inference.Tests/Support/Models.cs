using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Score;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Support;

/// <summary>The shipped models, read once.</summary>
internal static class Models
{
    private static readonly ModelPackage PreviewPackage = ModelPackage.Read(PackageFiles.Shipped("score-preview"), PackageTrust.Any);

    public static ScoreModel Preview { get; } = ScoreModel.Of(PreviewPackage);

    public static Tokenizer Words => Preview.Words;

    /// <summary>The preview model on its own scheduler.</summary>
    public static InferenceScheduler Serve(int slots, long keptBytes = 1 << 26) => new(
        [OnnxStepModel.Load(PreviewPackage, new OnnxOptions { Slots = slots, KeptBytes = keptBytes })], new SchedulerOptions(), TimeProvider.System);
}
