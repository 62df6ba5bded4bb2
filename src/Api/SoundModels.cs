using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Registry;

namespace SessionService.Api;

/// <summary>The audio-token models of a process: who writes sounds, and what decodes them.</summary>
/// <param name="writer">Writes.</param>
/// <param name="decoders">Decode.</param>
internal sealed class SoundModels(RegistryPartWriter writer, RegistryDecoders decoders) : IDisposable
{
    /// <summary>Writes sounds.</summary>
    public RegistryPartWriter Writer => writer;

    /// <summary>Decode them.</summary>
    public RegistryDecoders Decoders => decoders;

    /// <inheritdoc/>
    public void Dispose()
    {
        writer.Dispose();
        decoders.Dispose();
    }
}
