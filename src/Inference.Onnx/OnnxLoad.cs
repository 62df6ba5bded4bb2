using Microsoft.ML.OnnxRuntime;

namespace SessionService.Inference.Onnx;

/// <summary>A graph in the runtime, on the device that took it.</summary>
/// <param name="Session">The graph; whoever loaded it disposes of it.</param>
/// <param name="Device">Where it runs: <see cref="OnnxDevice.Cpu"/> or <see cref="OnnxDevice.Cuda"/>.</param>
/// <param name="Refusal">Why it is not on the GPU that was asked for; null where it is, or none was asked for.</param>
public sealed record OnnxLoad(InferenceSession Session, OnnxDevice Device, string? Refusal)
{
    private const string Provider = "CUDAExecutionProvider";

    // y = max(x, 0) for one number: the least that a device can be asked to take.
    private static readonly byte[] Smallest =
        Convert.FromBase64String("CAgSADozCgwKAXgSAXkiBFJlbHUSAWdaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgQKABAR");

    private static readonly Lazy<string?> Missing = new(Try);

    /// <summary>Why no model runs on a GPU here; null where one does. Asked of the machine once.</summary>
    public static string? WhyNoCuda => Missing.Value;

    /// <summary>Loads a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="device">Where it is to run.</param>
    /// <param name="threads">Threads of one call, at least 1.</param>
    /// <exception cref="OnnxRuntimeException">No device takes it.</exception>
    public static OnnxLoad Open(ReadOnlyMemory<byte> graph, OnnxDevice device, int threads)
    {
        string? refusal = device == OnnxDevice.Cpu ? null : WhyNoCuda;
        if (device != OnnxDevice.Cpu && refusal is null)
        {
            try
            {
                return new OnnxLoad(OnCuda(graph.ToArray(), threads), OnnxDevice.Cuda, null);
            }
            catch (OnnxRuntimeException fault)
            {
                refusal = fault.Message;
            }
        }

        using SessionOptions settings = Settings(threads);
        return new OnnxLoad(new InferenceSession(graph.ToArray(), settings), OnnxDevice.Cpu, device == OnnxDevice.Cuda ? refusal : null);
    }

    private static SessionOptions Settings(int threads)
    {
        SessionOptions settings = new()
        {
            IntraOpNumThreads = threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };

        // A waiting thread that spins doubles the bill of small batches and takes it from the audio.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        return settings;
    }

    private static InferenceSession OnCuda(byte[] graph, int threads)
    {
        using SessionOptions settings = Settings(threads);
        using OrtCUDAProviderOptions cuda = new();

        // TensorFloat-32 has ten bits of a mantissa, and stored scores are held to 1e-4.
        cuda.UpdateOptions(new Dictionary<string, string>(StringComparer.Ordinal) { ["use_tf32"] = "0" });
        settings.AppendExecutionProvider_CUDA(cuda);
        return new InferenceSession(graph, settings);
    }

    // A driver, a library or the whole provider may be missing, and each shows in another way.
    private static string? Try()
    {
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(Provider, StringComparer.Ordinal))
        {
            return "this build's ONNX Runtime has no CUDA provider (publish with -p:OnnxRuntime=cuda)";
        }

        try
        {
            using InferenceSession session = OnCuda(Smallest, 1);
            return null;
        }
        catch (Exception fault) when (fault is OnnxRuntimeException or EntryPointNotFoundException or DllNotFoundException)
        {
            return fault.Message;
        }
    }
}
