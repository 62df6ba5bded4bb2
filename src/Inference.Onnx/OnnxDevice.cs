namespace SessionService.Inference.Onnx;

/// <summary>What a model is to run on.</summary>
public enum OnnxDevice
{
    /// <summary>A GPU where there is one and the runtime was built for it, else the processor.</summary>
    Auto,

    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU. Where that fails, the processor, and it is said why.</summary>
    Cuda,
}
