using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>The graphs of an audio-token model.</summary>
internal sealed class CodecSessions : IDisposable
{
    private CodecSessions(InferenceSession graph, InferenceSession? depth) => (Graph, Depth) = (graph, depth);

    /// <summary>The network over frames.</summary>
    public InferenceSession Graph { get; }

    /// <summary>The network over the codebooks of a frame; null where the other writes them.</summary>
    public InferenceSession? Depth { get; }

    /// <summary>Loads them.</summary>
    /// <exception cref="PackageException">The runtime refuses one.</exception>
    public static CodecSessions Load(ModelPackage package, int threads)
    {
        InferenceSession graph = Open(package, "graph", threads);
        try
        {
            return new CodecSessions(graph, package.Manifest.Depth is null ? null : Open(package, "depth", threads));
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    /// <summary>Loads a graph.</summary>
    /// <exception cref="PackageException">The runtime refuses it.</exception>
    public static InferenceSession Open(ModelPackage package, string role, int threads)
    {
        using SessionOptions settings = new()
        {
            IntraOpNumThreads = threads, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            return new InferenceSession(package.Content(role).ToArray(), settings);
        }
        catch (OnnxRuntimeException fault)
        {
            throw new PackageException(package.Folder, $"the runtime refuses its {role}: {fault.Message}", fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Graph.Dispose();
        Depth?.Dispose();
    }
}
