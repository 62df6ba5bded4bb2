using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Codec;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>
/// The decoder of an audio-token model through ONNX Runtime. Each call runs one stream alone, on one thread of the processor, in pieces of a fixed number
/// of frames with the frames beside them that the decoder looks at: what is heard depends on the codes and on how many there are,
/// never on other sessions.
/// </summary>
public sealed class OnnxCodecDecoder : ICodecDecoder, IDisposable
{
    /// <summary>Frames of a piece.</summary>
    public const int PieceFrames = 25;

    private readonly InferenceSession session;

    private OnnxCodecDecoder(InferenceSession session, CodecShape shape, string fingerprint) =>
        (this.session, Shape, Fingerprint) = (session, shape, fingerprint);

    /// <inheritdoc/>
    public string Fingerprint { get; }

    /// <inheritdoc/>
    public CodecShape Shape { get; }

    /// <summary>Loads a package's decoder.</summary>
    /// <exception cref="PackageException">The runtime refuses it.</exception>
    public static OnnxCodecDecoder Load(ModelPackage package)
    {
        ModelManifest manifest = package.Manifest;
        string hash = manifest.Files.First(file => file.Role == "decoder").Sha256;
        string fingerprint = $"{manifest.Name} {manifest.Version} {hash} onnxruntime {OrtEnv.Instance().GetVersionString()}";
        return new OnnxCodecDecoder(CodecSessions.Open(package, "decoder", OnnxDevice.Cpu, threads: 1).Session, manifest.Codec!, fingerprint);
    }

    /// <inheritdoc/>
    public float[] Decode(ReadOnlySpan<ushort> codes, int from, int count)
    {
        int frames = codes.Length / Shape.Codebooks;
        if (from < 0 || count < 1 || from + count > frames)
        {
            throw new ArgumentOutOfRangeException(nameof(from), $"Frames {from} to {from + count} of {frames}.");
        }

        float[] sound = new float[count * Shape.SamplesPerFrame * Shape.Channels];
        for (int at = from; at < from + count; at += PieceFrames)
        {
            int end = Math.Min(at + PieceFrames, from + count);
            Piece(codes, Math.Max(0, at - Shape.DecoderLeft), Math.Min(frames, end + Shape.DecoderRight), at, end, from, sound);
        }

        return sound;
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private void Piece(ReadOnlySpan<ushort> codes, int low, int high, int at, int end, int from, float[] sound)
    {
        int books = Shape.Codebooks;
        long[] turned = new long[books * (high - low)];
        for (int frame = low; frame < high; frame++)
        {
            for (int book = 0; book < books; book++)
            {
                turned[(book * (high - low)) + frame - low] = codes[(frame * books) + book];
            }
        }

        using OrtValue input = OrtValue.CreateTensorValueFromMemory(turned, [1, books, high - low]);
        using RunOptions run = new();
        using IDisposableReadOnlyCollection<OrtValue> made = session.Run(run, ["codes"], [input], ["audio"]);
        ReadOnlySpan<float> audio = made[0].GetTensorDataAsSpan<float>();
        int samples = Shape.SamplesPerFrame;
        int whole = sound.Length / Shape.Channels;
        for (int channel = 0; channel < Shape.Channels; channel++)
        {
            audio.Slice((channel * (high - low) * samples) + ((at - low) * samples), (end - at) * samples)
                .CopyTo(sound.AsSpan((channel * whole) + ((at - from) * samples)));
        }
    }
}
