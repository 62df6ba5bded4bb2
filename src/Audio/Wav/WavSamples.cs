using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SessionService.Audio.Pcm;

namespace SessionService.Audio.Wav;

/// <summary>Samples between floats and a WAV file's bytes, always little-endian.</summary>
internal static class WavSamples
{
    private const float Scale24 = 8_388_608f;

    public static int BytesOf(WavFormat format)
    {
        return format switch
        {
            WavFormat.Pcm16 => 2,
            WavFormat.Pcm24 => 3,
            WavFormat.Float32 => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of samples."),
        };
    }

    public static void ToBytes(WavFormat format, ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        switch (format)
        {
            case WavFormat.Pcm16:
                Pcm16.ToBytes(samples, bytes);
                break;
            case WavFormat.Pcm24:
                To24(samples, bytes);
                break;
            default:
                To32(samples, bytes);
                break;
        }
    }

    public static void ToFloats(WavFormat format, ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        switch (format)
        {
            case WavFormat.Pcm16:
                Pcm16.FromBytes(bytes, samples);
                break;
            case WavFormat.Pcm24:
                From24(bytes, samples);
                break;
            default:
                From32(bytes, samples);
                break;
        }
    }

    // The rule of Pcm16 with eight bits more: half to even, clamped, NaN is 0.
    private static void To24(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            float x = float.IsNaN(samples[i]) ? 0 : samples[i];
            int value = (int)MathF.Round(MathF.Max(-Scale24, MathF.Min(Scale24 - 1, x * Scale24)), MidpointRounding.ToEven);
            bytes[3 * i] = (byte)value;
            bytes[(3 * i) + 1] = (byte)(value >> 8);
            bytes[(3 * i) + 2] = (byte)(value >> 16);
        }
    }

    private static void From24(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            int value = bytes[3 * i] | (bytes[(3 * i) + 1] << 8) | ((sbyte)bytes[(3 * i) + 2] << 16);
            samples[i] = value / Scale24;
        }
    }

    private static void To32(ReadOnlySpan<float> samples, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(samples).CopyTo(bytes);
            return;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], samples[i]);
        }
    }

    private static void From32(ReadOnlySpan<byte> bytes, Span<float> samples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        }
    }
}
