using System.Buffers.Binary;

namespace SessionService.Audio.Ogg;

/// <summary>Collects packets into one page of a logical stream (RFC 3533, 6) and writes it. Packets are never split.</summary>
internal sealed class OggPageWriter(Stream stream, uint serial)
{
    private const int MaxSegments = 255;
    private const int HeaderBytes = 27;

    private readonly byte[] _header = new byte[HeaderBytes + MaxSegments];
    private readonly byte[] _body = new byte[MaxSegments * 255];
    private int _segments;
    private int _bodyBytes;
    private uint _sequence;

    public bool IsEmpty => _segments == 0;

    /// <summary>Adds a packet; false where the page has no room for it.</summary>
    public bool TryAdd(ReadOnlySpan<byte> packet)
    {
        // Lacing: as many 255s as fit, then the rest, which may be 0.
        int needed = (packet.Length / 255) + 1;
        if (_segments + needed > MaxSegments)
        {
            return false;
        }

        Span<byte> lacing = _header.AsSpan(HeaderBytes + _segments, needed);
        lacing.Fill(255);
        lacing[^1] = (byte)(packet.Length % 255);
        packet.CopyTo(_body.AsSpan(_bodyBytes));
        _segments += needed;
        _bodyBytes += packet.Length;
        return true;
    }

    /// <summary>Writes the page and begins the next.</summary>
    public void Flush(long granule, bool first, bool last)
    {
        Span<byte> header = _header.AsSpan(0, HeaderBytes + _segments);
        "OggS"u8.CopyTo(header);
        header[4] = 0;
        header[5] = (byte)((first ? 2 : 0) | (last ? 4 : 0));
        BinaryPrimitives.WriteInt64LittleEndian(header[6..], granule);
        BinaryPrimitives.WriteUInt32LittleEndian(header[14..], serial);
        BinaryPrimitives.WriteUInt32LittleEndian(header[18..], _sequence++);
        BinaryPrimitives.WriteUInt32LittleEndian(header[22..], 0);
        header[26] = (byte)_segments;
        ReadOnlySpan<byte> body = _body.AsSpan(0, _bodyBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(header[22..], OggCrc.Append(OggCrc.Append(0, header), body));
        stream.Write(header);
        stream.Write(body);
        _segments = 0;
        _bodyBytes = 0;
    }
}
