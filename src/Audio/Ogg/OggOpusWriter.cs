using System.Buffers.Binary;
using System.Text;

namespace SessionService.Audio.Ogg;

/// <summary>
/// Wraps Opus packets into an Ogg file (RFC 7845) for downloads. The stream need not seek. Pages hold about a second, so
/// that a player can seek; the last one tells the exact end.
/// </summary>
public sealed class OggOpusWriter : IDisposable
{
    private const int PageSamples = 48_000;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly int _preSkip;
    private readonly OggPageWriter _page;
    private long _samples;
    private long _pageStart;
    private long? _audioSamples;
    private bool _disposed;

    /// <summary>Writes the headers.</summary>
    /// <param name="stream">Writable.</param>
    /// <param name="channels">1 or 2.</param>
    /// <param name="preSkip">Samples at 48 kHz that a player drops at the start: the encoder's <c>Lookahead</c>.</param>
    /// <param name="serial">Number of the logical stream; any. Given by the caller so that the same audio gives the same file.</param>
    /// <param name="comments">Tags such as <c>TITLE=…</c> (RFC 7845, 5.2).</param>
    /// <param name="leaveOpen">Whether the stream stays open at the end.</param>
    /// <exception cref="ArgumentException">Comments of more than 64 000 bytes: they would not fit one page.</exception>
    public OggOpusWriter(
        Stream stream, int channels, int preSkip, uint serial = 1, IReadOnlyList<string>? comments = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(preSkip, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(preSkip, ushort.MaxValue);
        _stream = stream;
        _leaveOpen = leaveOpen;
        _preSkip = preSkip;
        _page = new OggPageWriter(stream, serial);
        AddHeader(Head(channels, preSkip), first: true);
        AddHeader(Tags(comments ?? []), first: false);
    }

    /// <summary>Samples per channel that a player will hear, unless <see cref="TrimTo"/> says less.</summary>
    public long Samples => Math.Max(0, _samples - _preSkip);

    /// <summary>Adds a packet.</summary>
    /// <param name="packet">One whole packet, 1 to 61 440 bytes.</param>
    /// <param name="samples">Samples per channel it decodes to at 48 kHz; 960 for 20 ms.</param>
    public void Write(ReadOnlySpan<byte> packet, int samples)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (packet.Length is < 1 or > 61_440)
        {
            throw new ArgumentException($"A packet of {packet.Length} bytes; 1 to 61440 were expected.", nameof(packet));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);

        // The page is written when the packet after it comes: only then is it known not to be the last.
        if (_samples - _pageStart >= PageSamples)
        {
            FlushPage();
        }

        if (!_page.TryAdd(packet))
        {
            FlushPage();
            _page.TryAdd(packet);
        }

        _samples += samples;
    }

    /// <summary>
    /// Says how much audio there is, so that the padding of the last frame is not heard. At least pre-skip more must
    /// have been encoded, and the end must lie in the last page (a second).
    /// </summary>
    /// <param name="samples">Samples per channel.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than was encoded, or less than what has left already.</exception>
    public void TrimTo(long samples)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, _samples - _preSkip);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, _pageStart - _preSkip);
        _audioSamples = samples;
    }

    /// <summary>Writes the last page and, unless told otherwise, closes the stream.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _page.Flush(_audioSamples is { } samples ? samples + _preSkip : _samples, first: false, last: true);
        _stream.Flush();
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }

    private void AddHeader(byte[] comments, bool first)
    {
        if (!_page.TryAdd(comments))
        {
            throw new ArgumentException($"{comments.Length} bytes of comments; at most 64000 fit.", nameof(comments));
        }

        _page.Flush(0, first, last: false);
    }

    private void FlushPage()
    {
        _page.Flush(_samples, first: false, last: false);
        _pageStart = _samples;
    }

    // RFC 7845, 5.1: the identification header, channel mapping family 0.
    private static byte[] Head(int channels, int preSkip)
    {
        byte[] head = new byte[19];
        "OpusHead"u8.CopyTo(head);
        head[8] = 1;
        head[9] = (byte)channels;
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(10), (ushort)preSkip);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(12), 48_000);
        return head;
    }

    // RFC 7845, 5.2: vendor, then comments, each with its length before it.
    private static byte[] Tags(IReadOnlyList<string> comments)
    {
        using var packet = new MemoryStream();
        packet.Write("OpusTags"u8);
        Text(packet, "SessionService");
        Span<byte> count = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(count, comments.Count);
        packet.Write(count);
        foreach (string comment in comments)
        {
            Text(packet, comment);
        }

        return packet.ToArray();
    }

    private static void Text(MemoryStream packet, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        packet.Write(length);
        packet.Write(bytes);
    }
}
