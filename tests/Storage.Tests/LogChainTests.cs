using System.Buffers.Binary;
using System.Security.Cryptography;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

public class LogChainTests
{
    [Fact]
    public void A_hash_is_that_of_the_encoding_the_documentation_states()
    {
        // Written out by hand from the words on LogChain, with no code of it.
        using var bytes = new MemoryStream();
        byte[] previous = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
        bytes.Write("session-log-v1"u8);
        bytes.Write([0, 0]);
        bytes.Write(previous);
        Write64(bytes, 7);
        bytes.Write([4, 0, 0, 0]);
        bytes.Write("cué"u8);
        Write64(bytes, 48_000);
        Write64(bytes, Make.Noon.UtcTicks);
        bytes.Write([2, 0, 0, 0]);
        bytes.Write("{}"u8);
        byte[] expected = SHA256.HashData(bytes.ToArray());
        Assert.Equal(expected, LogChain.Hash(previous, 7, "cué", 48_000, Make.Noon, "{}"u8));
        Assert.Equal(expected, LogChain.Hash(previous, 7, "cué", 48_000, Make.Noon.ToOffset(TimeSpan.FromHours(3)), "{}"u8));
    }

    [Fact]
    public void Moving_bytes_between_fields_changes_the_hash()
    {
        ReadOnlySpan<byte> before = LogChain.Genesis.Span;
        Assert.NotEqual(LogChain.Hash(before, 0, "ab", 0, Make.Noon, "c"u8), LogChain.Hash(before, 0, "a", 0, Make.Noon, "bc"u8));
    }

    [Fact]
    public void An_untouched_chain_holds()
    {
        Assert.Null(LogChain.Verify([]));
        Assert.Null(LogChain.Verify(Make.Entries(100)));
    }

    [Fact]
    public void Every_change_is_found_where_it_was_made()
    {
        List<LogEntry> entries = Make.Entries(10);
        LogEntry five = entries[5];
        AssertBroken(5, entries, five with { Payload = "{}"u8.ToArray() });
        AssertBroken(5, entries, five with { Kind = "closed" });
        AssertBroken(5, entries, five with { AtSample = five.AtSample + 1 });
        AssertBroken(5, entries, five with { At = five.At.AddTicks(1) });
        AssertBroken(5, entries, five with { Sequence = 6 });
        AssertBroken(5, entries, five with { PreviousHash = entries[3].Hash });

        // Forged whole, with a right hash of its own: the next entry gives it away.
        LogEntry forged = five with { Kind = "closed" };
        AssertBroken(6, entries, forged with { Hash = LogChain.Hash(forged) });
    }

    [Fact]
    public void Leaving_out_doubling_and_swapping_are_found()
    {
        List<LogEntry> entries = Make.Entries(10);
        Assert.Equal(5, LogChain.Verify([.. entries[..5], .. entries[6..]])!.Sequence);
        Assert.Equal(6, LogChain.Verify([.. entries[..6], .. entries[5..]])!.Sequence);
        Assert.Equal(0, LogChain.Verify(entries[1..])!.Sequence);
        Assert.Equal(5, LogChain.Verify([.. entries[..5], entries[6], entries[5], .. entries[7..]])!.Sequence);
    }

    private static void AssertBroken(long sequence, List<LogEntry> entries, LogEntry changed)
    {
        LogEntry[] copy = [.. entries];
        copy[5] = changed;
        Assert.Equal(sequence, LogChain.Verify(copy)!.Sequence);
    }

    private static void Write64(Stream stream, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        stream.Write(bytes);
    }
}
