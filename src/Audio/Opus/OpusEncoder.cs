namespace SessionService.Audio.Opus;

/// <summary>
/// Encodes 48 kHz audio into Opus packets of 20 ms (RFC 6716) by libopus. One at a time; frames in order. What a packet
/// decodes to begins <see cref="Lookahead"/> samples late.
/// </summary>
public sealed class OpusEncoder : IDisposable
{
    /// <summary>Samples per second of what goes in.</summary>
    public const int SampleRate = 48_000;

    /// <summary>Samples per channel of one packet: 20 ms.</summary>
    public const int FrameSamples = 960;

    /// <summary>The largest packet of one frame, in bytes (RFC 6716, 3.4: 1275 and its first byte).</summary>
    public const int MaxPacketBytes = 1_276;

    private readonly OpusEncoderHandle _handle;

    /// <summary>Makes an encoder.</summary>
    /// <param name="options">How; the defaults where null.</param>
    /// <exception cref="OpusException">The library is missing, or refused.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public OpusEncoder(OpusEncoderOptions? options = null)
    {
        Options = options ?? new OpusEncoderOptions();
        Validate(Options);
        OpusLibrary.Require();
        _handle = OpusNative.EncoderCreate(SampleRate, Options.Channels, OpusNative.ApplicationAudio, out int error);
        try
        {
            Check("Creating an encoder", error);
            Check("Setting the bit rate", OpusNative.Control(_handle, OpusNative.SetBitrate, Options.BitrateBps));
            Check("Setting the complexity", OpusNative.Control(_handle, OpusNative.SetComplexity, Options.Complexity));
            Check("Setting variable bit rate", OpusNative.Control(_handle, OpusNative.SetVbr, Options.VariableBitrate ? 1 : 0));
            Check("Telling that it is music", OpusNative.Control(_handle, OpusNative.SetSignal, OpusNative.SignalMusic));
            Check("Asking for the delay", OpusNative.Query(_handle, OpusNative.GetLookahead, out int lookahead));
            Lookahead = lookahead;
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>How it encodes.</summary>
    public OpusEncoderOptions Options { get; }

    /// <summary>
    /// Delay of the codec in samples at 48 kHz: sample n that went in is sample n + Lookahead of what comes out of the
    /// decoder. It is also the pre-skip of an Ogg file.
    /// </summary>
    public int Lookahead { get; }

    /// <summary>Encodes one frame. Allocates nothing.</summary>
    /// <param name="pcm">960 samples per channel, interleaved, full scale ±1. The caller keeps NaN out.</param>
    /// <param name="packet">Room for the packet; <see cref="MaxPacketBytes"/> is always enough, less caps its size.</param>
    /// <returns>Bytes of the packet.</returns>
    /// <exception cref="ArgumentException">Not one whole frame, or no room.</exception>
    /// <exception cref="OpusException">The codec refused.</exception>
    public int Encode(ReadOnlySpan<float> pcm, Span<byte> packet)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (pcm.Length != FrameSamples * Options.Channels)
        {
            throw new ArgumentException($"A frame is {FrameSamples * Options.Channels} samples, not {pcm.Length}.", nameof(pcm));
        }

        if (packet.IsEmpty)
        {
            throw new ArgumentException("There is no room for a packet.", nameof(packet));
        }

        int written = OpusNative.EncodeFloat(_handle, pcm, FrameSamples, packet, packet.Length);
        if (written < 0)
        {
            Check("Encoding", written);
        }

        return written;
    }

    /// <summary>Forgets what came before: the next packet is as the first of a new encoder.</summary>
    /// <exception cref="OpusException">The codec refused.</exception>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        Check("Resetting", OpusNative.Control(_handle, OpusNative.ResetState, 0));
    }

    /// <summary>Frees the native state.</summary>
    public void Dispose()
    {
        _handle.Dispose();
    }

    private static void Validate(OpusEncoderOptions options)
    {
        Require(options.Channels is 1 or 2, $"{options.Channels} channels; 1 or 2 were expected.", nameof(options));
        Require(options.BitrateBps is >= 6_000 and <= 510_000, $"{options.BitrateBps} b/s; 6000 to 510000 were expected.", nameof(options));
        Require(options.Complexity is >= 0 and <= 10, $"Complexity {options.Complexity}; 0 to 10 was expected.", nameof(options));
    }

    private static void Require(bool condition, string message, string parameter)
    {
        if (!condition)
        {
            throw new ArgumentException(message, parameter);
        }
    }

    private static void Check(string operation, int code)
    {
        if (code < 0)
        {
            throw new OpusException(operation, code);
        }
    }
}
