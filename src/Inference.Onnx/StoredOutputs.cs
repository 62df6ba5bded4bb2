using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx;

/// <summary>Whether a package of any task says on this machine what it has stored.</summary>
public static class StoredOutputs
{
    /// <summary>Loads a package, runs its stored outputs and lets go of it.</summary>
    /// <param name="package">A package that was read.</param>
    /// <returns>The largest difference.</returns>
    /// <exception cref="PackageException">The runtime refuses it, or it does not say what it has stored.</exception>
    public static double Check(ModelPackage package)
    {
        OnnxOptions options = new() { Slots = 2 };
        if (package.Manifest.Task != ModelTask.Codec)
        {
            using OnnxStepModel score = OnnxStepModel.Load(package, options);
            return PackageCheck.Require(package, score);
        }

        _ = SessionService.Inference.Codec.CodecStyles.Of(package);
        using OnnxCodecModel model = OnnxCodecModel.Load(package, options);
        using OnnxCodecDecoder decoder = OnnxCodecDecoder.Load(package);
        return CodecCheck.Require(package, model, decoder);
    }
}
