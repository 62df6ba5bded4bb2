using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>The graphs of an audio-token model.</summary>
internal sealed class CodecSessions : IDisposable
{
    private readonly OnnxLoad graph;
    private readonly OnnxLoad? depth;

    private CodecSessions(OnnxLoad graph, OnnxLoad? depth) => (this.graph, this.depth) = (graph, depth);

    /// <summary>The network over frames.</summary>
    public InferenceSession Graph => graph.Session;

    /// <summary>The network over the codebooks of a frame; null where the other writes them.</summary>
    public InferenceSession? Depth => depth?.Session;

    /// <summary>What they run on.</summary>
    public OnnxDevice Device => graph.Device;

    /// <summary>Loads them.</summary>
    /// <exception cref="PackageException">The runtime refuses one.</exception>
    public static CodecSessions Load(ModelPackage package, OnnxOptions options)
    {
        OnnxLoad frames = Open(package, "graph", options.Device, options.Threads);
        try
        {
            return new CodecSessions(frames, package.Manifest.Depth is null ? null : Open(package, "depth", options.Device, options.Threads));
        }
        catch
        {
            frames.Session.Dispose();
            throw;
        }
    }

    /// <summary>Loads a graph.</summary>
    /// <exception cref="PackageException">The runtime refuses it.</exception>
    public static OnnxLoad Open(ModelPackage package, string role, OnnxDevice device, int threads)
    {
        try
        {
            return OnnxLoad.Open(package.Content(role), device, threads);
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
