using System.Buffers.Binary;
using SessionService.Music.Composition;

namespace SessionService.Sessions.Log;

/// <summary>A layer's sound in the payload of <see cref="LogKinds.Written"/>; a replay needs its decoder.</summary>
/// <param name="Codes">Codes, frame after frame, two bytes each, little-endian, in base64.</param>
/// <param name="Books">Codes of a frame.</param>
/// <param name="Stream">Number of the stream.</param>
/// <param name="First">Number of the first frame in the stream.</param>
/// <param name="Start">Sample of the stream at which the bar begins.</param>
/// <param name="Sample">Sample of the session at which the bar begins.</param>
/// <param name="Decoder">What decoded it.</param>
internal sealed record SoundPayload(string Codes, int Books, int Stream, int First, long Start, long Sample, string Decoder)
{
    /// <summary>The payload of a sound.</summary>
    public static SoundPayload Of(WrittenSound sound)
    {
        byte[] bytes = new byte[2 * sound.Codes.Length];
        for (int i = 0; i < sound.Codes.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), sound.Codes.Span[i]);
        }

        return new SoundPayload(
            Convert.ToBase64String(bytes), sound.Codebooks, sound.Stream, sound.FirstFrame, sound.Start, sound.BarSample, sound.Decoder);
    }

    /// <summary>The sound.</summary>
    /// <exception cref="InvalidDataException">The codes are none.</exception>
    public WrittenSound ToSound()
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(Codes);
            ushort[] codes = new ushort[bytes.Length / 2];
            for (int i = 0; i < codes.Length; i++)
            {
                codes[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i));
            }

            return new WrittenSound(codes, Books, Stream, First, Start, Sample, Decoder);
        }
        catch (FormatException fault)
        {
            throw new InvalidDataException("The codes of a written sound are none.", fault);
        }
    }
}
