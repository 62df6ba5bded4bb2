using System.Collections.Concurrent;
using SessionService.Inference.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>
/// Decoders by what a log says of them, from the packages of a registry, whatever their stage: what was played once can be played
/// again as long as its package is kept.
/// </summary>
/// <param name="registry">The registry; decoders are loaded when first asked for, and kept.</param>
public sealed class RegistryDecoders(ModelRegistry registry) : ISoundDecoders, IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<OnnxCodecDecoder?>> known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ICodecDecoder? Find(string fingerprint) =>
        known.GetOrAdd(fingerprint, asked => new Lazy<OnnxCodecDecoder?>(() => Load(asked))).Value;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<OnnxCodecDecoder?> one in known.Values.Where(one => one.IsValueCreated))
        {
            one.Value?.Dispose();
        }
    }

    private OnnxCodecDecoder? Load(string fingerprint)
    {
        string[] words = fingerprint.Split(' ');
        try
        {
            if (words.Length < 2 || registry.Read() is not { } state || state.Find(words[0]) is not { Task: ModelTask.Codec })
            {
                return null;
            }

            OnnxCodecDecoder decoder = OnnxCodecDecoder.Load(registry.Open(state, words[0], words[1]));
            if (decoder.Fingerprint == fingerprint)
            {
                return decoder;
            }

            decoder.Dispose();
            return null;
        }
        catch (Exception fault) when (fault is PackageException or RegistryException)
        {
            return null;
        }
    }
}
