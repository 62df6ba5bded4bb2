using System.Buffers.Binary;
using System.Text;
using SessionService.Sessions.Ports;

namespace SessionService.Storage;

/// <summary>
/// An entry as bytes, integers little-endian: format (1 byte, 1), sequence, sample and time as 100 ns since
/// 0001-01-01 UTC (i64 each), bytes of the kind (i32), the kind in UTF-8, the payload, the hash before and the hash (32 bytes
/// each). The hash stands at the end, where Redis's scripts look for it.
/// </summary>
public static class LogEntryCodec
{
    private const byte Format = 1;
    private const int Head = 1 + (3 * sizeof(long)) + sizeof(int);

    /// <summary>An entry's bytes.</summary>
    /// <param name="entry">The entry.</param>
    public static byte[] Encode(LogEntry entry)
    {
        byte[] kind = Encoding.UTF8.GetBytes(entry.Kind);
        byte[] bytes = new byte[Head + kind.Length + entry.Payload.Length + (2 * LogChain.HashBytes)];
        Span<byte> at = bytes;
        at[0] = Format;
        BinaryPrimitives.WriteInt64LittleEndian(at[1..], entry.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(at[9..], entry.AtSample);
        BinaryPrimitives.WriteInt64LittleEndian(at[17..], entry.At.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(at[25..], kind.Length);
        at = at[Head..];
        kind.CopyTo(at);
        entry.Payload.Span.CopyTo(at[kind.Length..]);
        entry.PreviousHash.Span.CopyTo(at[^(2 * LogChain.HashBytes)..]);
        entry.Hash.Span.CopyTo(at[^LogChain.HashBytes..]);
        return bytes;
    }

    /// <summary>The entry that bytes hold; its payload and hashes are parts of them.</summary>
    /// <param name="bytes">What <see cref="Encode"/> made.</param>
    /// <exception cref="InvalidDataException">It is no entry, or one of a format to come.</exception>
    public static LogEntry Decode(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> at = bytes.Span;
        int kind = at.Length < Head + (2 * LogChain.HashBytes) || at[0] != Format ? -1 : BinaryPrimitives.ReadInt32LittleEndian(at[25..]);
        int payload = at.Length - Head - kind - (2 * LogChain.HashBytes);
        if (kind < 0 || payload < 0)
        {
            throw new InvalidDataException($"A log holds {at.Length} bytes that are no entry this version knows.");
        }

        return new LogEntry(
            BinaryPrimitives.ReadInt64LittleEndian(at[1..]),
            Encoding.UTF8.GetString(at.Slice(Head, kind)),
            BinaryPrimitives.ReadInt64LittleEndian(at[9..]),
            new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(at[17..]), TimeSpan.Zero),
            bytes.Slice(Head + kind, payload),
            bytes[^(2 * LogChain.HashBytes)..^LogChain.HashBytes],
            bytes[^LogChain.HashBytes..]);
    }
}
