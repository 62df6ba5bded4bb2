using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Archive;

/// <summary>
/// A whole log as one blob: gzip over the 16 bytes <c>session-log-arc1</c>, then for each entry its size (i32,
/// little-endian) and itself (<see cref="LogEntryCodec"/>).
/// </summary>
internal static class LogArchiveFormat
{
    private const int LargestEntry = 64 << 20;

    private static ReadOnlySpan<byte> Mark => "session-log-arc1"u8;

    /// <summary>Writes a log and checks its chain.</summary>
    /// <returns>The last entry; null where there is none.</returns>
    /// <exception cref="InvalidDataException">The chain is broken.</exception>
    public static async Task<LogEntry?> WriteAsync(IAsyncEnumerable<LogEntry> log, Stream to, CancellationToken cancellation)
    {
        await using var zip = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
        await zip.WriteAsync(Mark.ToArray(), cancellation);
        LogEntry? last = null;
        byte[] size = new byte[sizeof(int)];
        await foreach (LogEntry entry in log.WithCancellation(cancellation))
        {
            Require(last, entry);
            byte[] bytes = LogEntryCodec.Encode(entry);
            BinaryPrimitives.WriteInt32LittleEndian(size, bytes.Length);
            await zip.WriteAsync(size, cancellation);
            await zip.WriteAsync(bytes, cancellation);
            last = entry;
        }

        return last;
    }

    /// <summary>Reads a log and checks its chain on the way.</summary>
    /// <exception cref="InvalidDataException">It is no such log, or its chain is broken.</exception>
    public static async IAsyncEnumerable<LogEntry> ReadAsync(Stream from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var zip = new GZipStream(from, CompressionMode.Decompress, leaveOpen: true);
        byte[] mark = new byte[Mark.Length];
        if (await zip.ReadAtLeastAsync(mark, mark.Length, throwOnEndOfStream: false, cancellation) < mark.Length || !Mark.SequenceEqual(mark))
        {
            throw new InvalidDataException("The blob is no archived log that this version knows.");
        }

        LogEntry? last = null;
        byte[] size = new byte[sizeof(int)];
        while (await zip.ReadAtLeastAsync(size, size.Length, throwOnEndOfStream: false, cancellation) == size.Length)
        {
            int length = BinaryPrimitives.ReadInt32LittleEndian(size);
            if (length is < 0 or > LargestEntry)
            {
                throw new InvalidDataException($"An archived log has an entry of {length} bytes.");
            }

            byte[] bytes = new byte[length];
            await zip.ReadExactlyAsync(bytes, cancellation);
            LogEntry entry = LogEntryCodec.Decode(bytes);
            Require(last, entry);
            yield return entry;
            last = entry;
        }

        // To the end, where the bytes of the blob are compared with its name.
        await from.CopyToAsync(Stream.Null, cancellation);
    }

    private static void Require(LogEntry? last, LogEntry entry)
    {
        if (LogChain.Check(last, entry) is { } fault)
        {
            throw new InvalidDataException(fault.Message);
        }
    }
}
