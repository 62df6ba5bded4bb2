using System.Buffers.Binary;

namespace SessionService.Audio.Wav;

/// <summary>
/// Writes a WAV file to a seekable stream as the audio comes; sizes are put in at <see cref="Dispose"/>. A file beyond
/// 4 GiB becomes RF64 (EBU Tech 3306): room for its <c>ds64</c> chunk is kept at the front as <c>JUNK</c>, which readers skip.
/// </summary>
public sealed class WavWriter : IDisposable
{
    private const int BufferBytes = 12 * 4096;
    private const int Ds64Offset = 12;
    private const int Ds64Bytes = 28;
    private const int FormatOffset = Ds64Offset + 8 + Ds64Bytes;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly long _start;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly int _sampleBytes;
    private readonly int _headerBytes;
    private long _dataBytes;
    private bool _disposed;

    /// <summary>Begins a file at the stream's position.</summary>
    /// <param name="stream">Writable and seekable.</param>
    /// <param name="sampleRate">1 to 768 000 Hz.</param>
    /// <param name="channels">1 to 64, interleaved.</param>
    /// <param name="format">How samples are stored.</param>
    /// <param name="leaveOpen">Whether the stream stays open at the end.</param>
    /// <exception cref="ArgumentException">The stream cannot seek or write.</exception>
    public WavWriter(Stream stream, int sampleRate, int channels, WavFormat format = WavFormat.Pcm16, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek || !stream.CanWrite)
        {
            throw new ArgumentException("A WAV file's sizes stand at its front: a seekable, writable stream is needed.", nameof(stream));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRate, 768_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 64);
        _stream = stream;
        _leaveOpen = leaveOpen;
        _start = stream.Position;
        _sampleBytes = WavSamples.BytesOf(format);
        SampleRate = sampleRate;
        Channels = channels;
        Format = format;
        Span<byte> header = stackalloc byte[128];
        _headerBytes = WriteHeader(header);
        stream.Write(header[.._headerBytes]);
    }

    /// <summary>Samples per second.</summary>
    public int SampleRate { get; }

    /// <summary>Interleaved channels.</summary>
    public int Channels { get; }

    /// <summary>How samples are stored.</summary>
    public WavFormat Format { get; }

    /// <summary>Samples per channel written.</summary>
    public long Frames => _dataBytes / (_sampleBytes * Channels);

    /// <summary>Writes audio. Allocates nothing.</summary>
    /// <param name="interleaved">Whole frames, full scale ±1; integers are made by the rule of <see cref="Pcm.Pcm16"/>.</param>
    /// <exception cref="ArgumentException">A frame is cut.</exception>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (interleaved.Length % Channels != 0)
        {
            throw new ArgumentException($"{interleaved.Length} samples are no whole frames of {Channels} channels.", nameof(interleaved));
        }

        int most = BufferBytes / _sampleBytes;
        while (!interleaved.IsEmpty)
        {
            int count = Math.Min(most, interleaved.Length);
            Span<byte> bytes = _buffer.AsSpan(0, count * _sampleBytes);
            WavSamples.ToBytes(Format, interleaved[..count], bytes);
            _stream.Write(bytes);
            _dataBytes += bytes.Length;
            interleaved = interleaved[count..];
        }
    }

    /// <summary>Puts the sizes in and, unless told otherwise, closes the stream.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if ((_dataBytes & 1) != 0)
        {
            _stream.WriteByte(0);
        }

        long end = _stream.Position;
        Span<byte> header = stackalloc byte[128];
        WriteHeader(header);
        _stream.Position = _start;
        _stream.Write(header[.._headerBytes]);
        _stream.Position = end;
        _stream.Flush();
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private int WriteHeader(Span<byte> header)
    {
        int tail = FormatOffset + 8 + 16 + (Format == WavFormat.Float32 ? 2 + 12 : 0) + 8;
        long riffBytes = tail - 8 + _dataBytes + (_dataBytes & 1);
        bool large = riffBytes > uint.MaxValue;
        Chunk(header, large ? "RF64"u8 : "RIFF"u8, large ? uint.MaxValue : (uint)riffBytes);
        "WAVE"u8.CopyTo(header[8..]);
        Chunk(header[Ds64Offset..], large ? "ds64"u8 : "JUNK"u8, Ds64Bytes);
        Span<byte> sizes = header.Slice(Ds64Offset + 8, Ds64Bytes);
        sizes.Clear();
        if (large)
        {
            BinaryPrimitives.WriteInt64LittleEndian(sizes, riffBytes);
            BinaryPrimitives.WriteInt64LittleEndian(sizes[8..], _dataBytes);
            BinaryPrimitives.WriteInt64LittleEndian(sizes[16..], Frames);
        }

        int at = FormatOffset + WriteFormat(header[FormatOffset..], large);
        Chunk(header[at..], "data"u8, large ? uint.MaxValue : (uint)_dataBytes);
        return at + 8;
    }

    // A format other than integers has an (empty) extension and a fact chunk with its length (RIFF MCI, "WAVE").
    private int WriteFormat(Span<byte> header, bool large)
    {
        bool isFloat = Format == WavFormat.Float32;
        int frameBytes = _sampleBytes * Channels;
        Chunk(header, "fmt "u8, isFloat ? 18u : 16u);
        BinaryPrimitives.WriteUInt16LittleEndian(header[8..], isFloat ? (ushort)3 : (ushort)1);
        BinaryPrimitives.WriteUInt16LittleEndian(header[10..], (ushort)Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], (uint)(SampleRate * frameBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], (ushort)frameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)(8 * _sampleBytes));
        if (!isFloat)
        {
            return 24;
        }

        BinaryPrimitives.WriteUInt16LittleEndian(header[24..], 0);
        Chunk(header[26..], "fact"u8, 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[34..], large ? uint.MaxValue : (uint)Frames);
        return 38;
    }

    private static void Chunk(Span<byte> header, ReadOnlySpan<byte> id, uint bytes)
    {
        id.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], bytes);
    }
}
