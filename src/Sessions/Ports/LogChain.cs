using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace SessionService.Sessions.Ports;

/// <summary>Where a log's chain breaks.</summary>
/// <param name="Sequence">Number the broken entry has, or should have.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record ChainFault(long Sequence, string Message);

/// <summary>
/// The hash chain of a session's log. An entry's hash is SHA-256 over this canonical encoding, integers little-endian:
/// the 16 bytes <c>session-log-v1</c> and two zeros, the 32 bytes of the hash before (zeros for entry 0), sequence (i64),
/// bytes of the kind in UTF-8 (i32) and the kind, sample (i64), time as 100 ns since 0001-01-01 UTC (i64), bytes of the
/// payload (i32) and the payload. Lengths stand before what they measure, so two different entries never encode alike.
/// </summary>
public static class LogChain
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    private static ReadOnlySpan<byte> Domain => "session-log-v1\0\0"u8;

    /// <summary>What stands before the first entry: 32 zero bytes.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[HashBytes];

    /// <summary>Hash of an entry.</summary>
    /// <param name="previous">Hash of the entry before, 32 bytes.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="kind">What its payload is.</param>
    /// <param name="atSample">Sample at which it entered the music.</param>
    /// <param name="at">Its time; only the instant counts, not the offset.</param>
    /// <param name="payload">Its payload.</param>
    /// <exception cref="ArgumentException">The hash before is not 32 bytes.</exception>
    public static byte[] Hash(
        ReadOnlySpan<byte> previous, long sequence, string kind, long atSample, DateTimeOffset at, ReadOnlySpan<byte> payload)
    {
        if (previous.Length != HashBytes)
        {
            throw new ArgumentException($"A hash of {previous.Length} bytes; {HashBytes} were expected.", nameof(previous));
        }

        byte[] kindBytes = Encoding.UTF8.GetBytes(kind);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Domain);
        hash.AppendData(previous);
        AppendInt64(hash, sequence);
        AppendBytes(hash, kindBytes);
        AppendInt64(hash, atSample);
        AppendInt64(hash, at.UtcTicks);
        AppendBytes(hash, payload);
        return hash.GetHashAndReset();
    }

    /// <summary>Hash that an entry should have.</summary>
    public static byte[] Hash(LogEntry entry)
    {
        return Hash(entry.PreviousHash.Span, entry.Sequence, entry.Kind, entry.AtSample, entry.At, entry.Payload.Span);
    }

    /// <summary>Makes the entry that follows another.</summary>
    /// <param name="previous">The last entry; null for the first.</param>
    /// <param name="kind">What the payload is.</param>
    /// <param name="atSample">Sample at which it enters the music.</param>
    /// <param name="at">Its time.</param>
    /// <param name="payload">Canonical UTF-8 JSON.</param>
    public static LogEntry Next(LogEntry? previous, string kind, long atSample, DateTimeOffset at, ReadOnlyMemory<byte> payload)
    {
        ReadOnlyMemory<byte> before = previous?.Hash ?? Genesis;
        long sequence = previous is null ? 0 : previous.Sequence + 1;
        return new LogEntry(sequence, kind, atSample, at, payload, before, Hash(before.Span, sequence, kind, atSample, at, payload.Span));
    }

    /// <summary>What is wrong with an entry in its place.</summary>
    /// <param name="previous">The entry before; null where this should be entry 0.</param>
    /// <param name="entry">The entry.</param>
    /// <returns>Null where all is well.</returns>
    public static ChainFault? Check(LogEntry? previous, LogEntry entry)
    {
        long expected = previous is null ? 0 : previous.Sequence + 1;
        if (entry.Sequence != expected)
        {
            return new ChainFault(expected, $"Entry {entry.Sequence} stands where {expected} was expected.");
        }

        ReadOnlyMemory<byte> before = previous?.Hash ?? Genesis;
        if (!entry.PreviousHash.Span.SequenceEqual(before.Span))
        {
            return new ChainFault(expected, $"Entry {expected} does not name the hash of the entry before it.");
        }

        return entry.Hash.Span.SequenceEqual(Hash(entry))
            ? null
            : new ChainFault(expected, $"Entry {expected} is not what its hash was made of.");
    }

    /// <summary>Checks a whole log from entry 0; null where it holds.</summary>
    public static ChainFault? Verify(IEnumerable<LogEntry> entries)
    {
        LogEntry? previous = null;
        foreach (LogEntry entry in entries)
        {
            if (Check(previous, entry) is { } fault)
            {
                return fault;
            }

            previous = entry;
        }

        return null;
    }

    /// <summary>Checks a whole log from entry 0; null where it holds.</summary>
    public static async Task<ChainFault?> VerifyAsync(IAsyncEnumerable<LogEntry> entries, CancellationToken cancellation = default)
    {
        LogEntry? previous = null;
        await foreach (LogEntry entry in entries.WithCancellation(cancellation))
        {
            if (Check(previous, entry) is { } fault)
            {
                return fault;
            }

            previous = entry;
        }

        return null;
    }

    private static void AppendInt64(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }

    private static void AppendBytes(IncrementalHash hash, ReadOnlySpan<byte> value)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, value.Length);
        hash.AppendData(length);
        hash.AppendData(value);
    }
}
