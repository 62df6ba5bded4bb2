namespace SessionService.Audio.Opus;

/// <summary>Decodes Opus packets to 48 kHz audio by libopus. One at a time; packets in order.</summary>
public sealed class OpusDecoder : IDisposable
{
    /// <summary>Samples per channel of the longest packet: 120 ms.</summary>
    public const int MaxFrameSamples = 5_760;

    private readonly OpusDecoderHandle _handle;

    /// <summary>Makes a decoder.</summary>
    /// <param name="channels">1 or 2, whatever the packets carry.</param>
    /// <exception cref="OpusException">The library is missing, or refused.</exception>
    public OpusDecoder(int channels = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        OpusLibrary.Require();
        Channels = channels;
        _handle = OpusNative.DecoderCreate(OpusEncoder.SampleRate, channels, out int error);
        if (error < 0)
        {
            _handle.Dispose();
            throw new OpusException("Creating a decoder", error);
        }
    }

    /// <summary>Interleaved channels of what comes out.</summary>
    public int Channels { get; }

    /// <summary>Decodes one packet, or conceals a lost one.</summary>
    /// <param name="packet">The packet; empty for one that was lost, which is then guessed for the length of <paramref name="pcm"/>.</param>
    /// <param name="pcm">Room for interleaved samples, whole frames.</param>
    /// <returns>Samples per channel.</returns>
    /// <exception cref="OpusException">The packet is broken, or does not fit.</exception>
    public int Decode(ReadOnlySpan<byte> packet, Span<float> pcm)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        int samples = OpusNative.DecodeFloat(_handle, packet, packet.Length, pcm, pcm.Length / Channels, fec: 0);
        return samples >= 0 ? samples : throw new OpusException("Decoding", samples);
    }

    /// <summary>Frees the native state.</summary>
    public void Dispose()
    {
        _handle.Dispose();
    }
}
