using SessionService.Inference.Packages;

namespace SessionService.Inference.Codec;

/// <summary>
/// Makes sound of codes. The same codes give the same samples on the same machine and runtime, whoever else decodes. Safe for any
/// number of threads.
/// </summary>
public interface ICodecDecoder
{
    /// <summary>What must be the same for the same samples to be heard: the decoder's hash and its runtime.</summary>
    string Fingerprint { get; }

    /// <summary>Frames and codes.</summary>
    CodecShape Shape { get; }

    /// <summary>Decodes some frames, together with those beside them that the decoder looks at.</summary>
    /// <param name="codes">Codes, frame after frame.</param>
    /// <param name="from">The first frame wanted.</param>
    /// <param name="count">Frames wanted.</param>
    /// <returns>Channel after channel, <paramref name="count"/> × samples of a frame each, full scale ±1.</returns>
    float[] Decode(ReadOnlySpan<ushort> codes, int from, int count);
}
