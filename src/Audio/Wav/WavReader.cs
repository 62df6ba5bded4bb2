using System.Buffers.Binary;
using System.Text;

namespace SessionService.Audio.Wav;

/// <summary>What a reader takes before it refuses.</summary>
/// <param name="MaxChannels">Channels, at most 64.</param>
/// <param name="MaxFrames">Samples per channel.</param>
/// <param name="MaxChunks">Chunks before the audio.</param>
public sealed record WavLimits(int MaxChannels = 64, long MaxFrames = 48_000L * 3600 * 24, int MaxChunks = 64);

/// <summary>
/// Reads 16-bit, 24-bit and 32-bit float WAV and RF64 from any readable stream, front to back. Strict: a size that does
/// not fit what is there, a missing chunk or a limit passed is a <see cref="WavException"/> that says where.
/// </summary>
public sealed class WavReader : IDisposable
{
    private const int BufferBytes = 12 * 4096;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly WavLimits _limits;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _offset;
    private long _largeDataBytes = -1;
    private long _remaining;
    private int _sampleBytes;

    /// <summary>Reads up to the first sample.</summary>
    /// <param name="stream">Readable; need not seek.</param>
    /// <param name="limits">What to take; the defaults where null.</param>
    /// <param name="leaveOpen">Whether the stream stays open at the end.</param>
    /// <exception cref="WavException">The stream is no WAV that can be read here.</exception>
    public WavReader(Stream stream, WavLimits? limits = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _limits = limits ?? new WavLimits();
        _leaveOpen = leaveOpen;
        bool large = ReadRiff();
        FindAudio(large);
    }

    /// <summary>Samples per second.</summary>
    public int SampleRate { get; private set; }

    /// <summary>Interleaved channels.</summary>
    public int Channels { get; private set; }

    /// <summary>How samples are stored.</summary>
    public WavFormat Format { get; private set; }

    /// <summary>Samples per channel of the whole file.</summary>
    public long Frames { get; private set; }

    /// <summary>Reads audio.</summary>
    /// <param name="interleaved">Room for whole frames.</param>
    /// <returns>Samples read, over all channels; 0 at the end.</returns>
    /// <exception cref="WavException">The stream ends before its data does.</exception>
    public int Read(Span<float> interleaved)
    {
        long most = Math.Min(interleaved.Length / Channels * (long)Channels, _remaining / _sampleBytes);
        int done = 0;
        while (done < most)
        {
            int count = (int)Math.Min(BufferBytes / _sampleBytes, most - done);
            Span<byte> bytes = _buffer.AsSpan(0, count * _sampleBytes);
            Fill(bytes, "audio");
            WavSamples.ToFloats(Format, bytes, interleaved.Slice(done, count));
            _remaining -= bytes.Length;
            done += count;
        }

        return done;
    }

    /// <summary>Closes the stream unless told otherwise.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private bool ReadRiff()
    {
        Span<byte> riff = stackalloc byte[12];
        Fill(riff, "the RIFF header");
        bool large = riff[..4].SequenceEqual("RF64"u8);
        if ((!large && !riff[..4].SequenceEqual("RIFF"u8)) || !riff[8..].SequenceEqual("WAVE"u8))
        {
            throw new WavException("This is no WAV file: RIFF or RF64 and WAVE were expected", 0);
        }

        return large;
    }

    private void FindAudio(bool large)
    {
        Span<byte> head = stackalloc byte[8];
        for (int chunk = 0; chunk < _limits.MaxChunks; chunk++)
        {
            Fill(head, "a chunk's header");
            uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (head[..4].SequenceEqual("data"u8))
            {
                BeginData(large && bytes == uint.MaxValue ? _largeDataBytes : bytes);
                return;
            }

            if (head[..4].SequenceEqual("fmt "u8))
            {
                ReadFormat(bytes);
            }
            else if (large && chunk == 0)
            {
                ReadLargeSizes(head[..4], bytes);
            }
            else
            {
                Skip(bytes + (bytes & 1L));
            }
        }

        throw new WavException($"No data chunk among the first {_limits.MaxChunks} chunks", _offset);
    }

    private void ReadLargeSizes(ReadOnlySpan<byte> id, uint bytes)
    {
        if (!id.SequenceEqual("ds64"u8) || bytes < 28)
        {
            throw new WavException($"RF64 begins with a ds64 chunk of 28 bytes or more, not '{Name(id)}' of {bytes}", _offset - 8);
        }

        Span<byte> sizes = stackalloc byte[28];
        Fill(sizes, "the ds64 chunk");
        _largeDataBytes = BinaryPrimitives.ReadInt64LittleEndian(sizes[8..]);
        Skip(bytes - 28 + (bytes & 1L));
    }

    private void ReadFormat(uint bytes)
    {
        long at = _offset - 8;
        if (_sampleBytes != 0)
        {
            throw new WavException("A second fmt chunk", at);
        }

        if (bytes is < 16 or > 64)
        {
            throw new WavException($"A fmt chunk of {bytes} bytes; 16 to 64 were expected", at);
        }

        Span<byte> format = stackalloc byte[64];
        format = format[..(int)bytes];
        Fill(format, "the fmt chunk");
        Skip(bytes & 1);
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (tag == 0xFFFE && bytes >= 40)
        {
            // WAVE_FORMAT_EXTENSIBLE: the tag proper is the first field of its sub-format GUID.
            tag = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        }

        Channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int frameBytes = BinaryPrimitives.ReadUInt16LittleEndian(format[12..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        Format = (tag, bits) switch
        {
            (1, 16) => WavFormat.Pcm16,
            (1, 24) => WavFormat.Pcm24,
            (3, 32) => WavFormat.Float32,
            _ => throw new WavException($"Format {tag} with {bits} bits; 16 or 24-bit PCM or 32-bit float was expected", at),
        };
        _sampleBytes = WavSamples.BytesOf(Format);
        Require(Channels >= 1 && Channels <= _limits.MaxChannels, $"{Channels} channels; 1 to {_limits.MaxChannels} were expected", at);
        Require(rate is >= 1 and <= 768_000, $"{rate} Hz; 1 to 768000 were expected", at);
        Require(frameBytes == _sampleBytes * Channels, $"A frame of {frameBytes} bytes; {_sampleBytes * Channels} were expected", at);
        SampleRate = (int)rate;
    }

    private void BeginData(long bytes)
    {
        long at = _offset - 8;
        Require(_sampleBytes != 0, "The data chunk comes before the fmt chunk", at);
        Require(bytes >= 0, "The data chunk's size is missing", at);
        Require(bytes % (_sampleBytes * Channels) == 0, $"{bytes} bytes of audio end within a frame", at);
        Frames = bytes / (_sampleBytes * Channels);
        Require(Frames <= _limits.MaxFrames, $"{Frames} frames; at most {_limits.MaxFrames} are read", at);
        _remaining = bytes;
    }

    private void Skip(long bytes)
    {
        while (bytes > 0)
        {
            Span<byte> some = _buffer.AsSpan(0, (int)Math.Min(bytes, BufferBytes));
            Fill(some, "a chunk");
            bytes -= some.Length;
        }
    }

    private void Fill(Span<byte> bytes, string what)
    {
        int got = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (got < bytes.Length)
        {
            throw new WavException($"The stream ends within {what}", _offset + got);
        }

        _offset += got;
    }

    private static void Require(bool condition, string message, long at)
    {
        if (!condition)
        {
            throw new WavException(message, at);
        }
    }

    private static string Name(ReadOnlySpan<byte> id)
    {
        return Encoding.Latin1.GetString(id);
    }
}
