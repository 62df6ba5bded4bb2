using System.Text;
using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Archive;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

/// <summary>Logs of sessions closed long ago lie in blobs, and are read as before.</summary>
public sealed class ArchiveTests : IAsyncDisposable
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    private readonly SqliteStores _stores = new();
    private readonly FolderBlobs _blobs = new();
    private readonly ArchivingEventLog _log;
    private readonly LogArchivist _archivist;

    public ArchiveTests()
    {
        _log = new ArchivingEventLog(_stores.Log, _stores.Archive, _blobs.Store);
        _archivist = new LogArchivist(_stores.Log, _stores.Archive, _blobs.Store, _stores.Time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        await _blobs.DisposeAsync();
    }

    [Fact]
    public async Task A_moved_log_is_read_as_before_from_any_entry()
    {
        List<LogEntry> entries = await Create("s", 1300, closed: true);
        await _stores.Log.ReserveAsync(Make.Session("s"), 48_000);
        await SweepLaterAsync(1);
        Assert.Empty(await _stores.Log.Read(Make.Session("s")));
        Make.Same(entries, await _log.Read(Make.Session("s")));
        Make.Same(entries[900..], await _log.Read(Make.Session("s"), 900));
        Assert.Empty(await _log.Read(Make.Session("s"), 1300));
        Assert.Equal(48_000, await _log.ReservedAsync(Make.Session("s"), Token));
        await Assert.ThrowsAsync<LogConflictException>(() => _log.AppendAsync(Make.Session("s"), [Make.Next(entries[^1])]));
    }

    [Fact]
    public async Task Only_what_is_closed_long_ago_is_moved()
    {
        await Create("open", 3, closed: false);
        await Create("old", 3, closed: true);
        _stores.Time.Advance(Week);
        await Create("young", 3, closed: true);
        _stores.Time.Advance(TimeSpan.FromSeconds(1));
        ArchiveSweep sweep = await _archivist.SweepAsync(Week, Token);
        Assert.Equal((1, 0), (sweep.Moved, sweep.Left.Count));
        Assert.NotNull(await _stores.Archive.FindAsync(Make.Session("old"), Token));
        Assert.Equal(0, (await _archivist.SweepAsync(Week, Token)).Moved);
        foreach (string id in new[] { "open", "old", "young" })
        {
            Make.Same(Make.Entries(3), await _log.Read(Make.Session(id)));
        }
    }

    [Fact]
    public async Task A_blob_is_smaller_than_the_log_it_holds()
    {
        List<LogEntry> entries = await Create("s", 1000, closed: true);
        await SweepLaterAsync(1);
        ArchivedLog moved = (await _stores.Archive.FindAsync(Make.Session("s"), Token))!;
        Assert.InRange(moved.Bytes, 1, entries.Sum(entry => LogEntryCodec.Encode(entry).Length));
        Assert.Equal((1000, true), (moved.Entries, moved.LastHash.Span.SequenceEqual(entries[^1].Hash.Span)));
    }

    [Fact]
    public async Task A_broken_chain_is_left_where_it_is_and_said_so()
    {
        await Create("s", 3, closed: true);
        await Create("t", 3, closed: true);
        var broken = new BrokenLog(_stores.Log, Make.Session("s"));
        _stores.Time.Advance(Week + Week);
        ArchiveSweep sweep = await new LogArchivist(broken, _stores.Archive, _blobs.Store, _stores.Time).SweepAsync(Week, Token);
        Assert.Equal(1, sweep.Moved);
        Assert.Contains("hash", sweep.Left[Make.Session("s")], StringComparison.Ordinal);
        Make.Same(Make.Entries(3), await _stores.Log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task A_blob_that_is_lost_or_damaged_is_told()
    {
        await Create("s", 3, closed: true);
        await SweepLaterAsync(1);
        var blob = new BlobKey(Make.Ann, (await _stores.Archive.FindAsync(Make.Session("s"), Token))!.Sha256);
        await _blobs.DamageAsync(blob);
        await Assert.ThrowsAnyAsync<InvalidDataException>(() => _log.Read(Make.Session("s")));
        await _blobs.Store.DeleteAsync(blob, Token);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => _log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task What_a_store_of_blobs_loses_is_not_dropped()
    {
        await Create("s", 3, closed: true);
        _stores.Time.Advance(Week + Week);
        var archivist = new LogArchivist(_stores.Log, _stores.Archive, new ForgetfulBlobs(_blobs.Store), _stores.Time);
        ArchiveSweep sweep = await archivist.SweepAsync(Week, Token);
        Assert.Equal((0, 1), (sweep.Moved, sweep.Left.Count));
        Make.Same(Make.Entries(3), await _stores.Log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task A_log_that_is_moved_while_it_is_read_is_read_to_its_end()
    {
        List<LogEntry> entries = await Create("s", 1300, closed: true);
        List<LogEntry> read = [];
        await foreach (LogEntry entry in _log.ReadAsync(Make.Session("s"), 0, Token))
        {
            read.Add(entry);
            if (read.Count == 10)
            {
                await SweepLaterAsync(1);
            }
        }

        Make.Same(entries, read);
    }

    private async Task SweepLaterAsync(int moved)
    {
        _stores.Time.Advance(Week + Week);
        Assert.Equal(moved, (await _archivist.SweepAsync(Week, Token)).Moved);
    }

    private async Task<List<LogEntry>> Create(string id, int entries, bool closed)
    {
        List<LogEntry> log = Make.Entries(entries);
        DateTimeOffset now = _stores.Time.GetUtcNow();
        await _stores.Sessions.CreateAsync(new SessionRecord(Make.Session(id), null, 0, 1, "{}", now, null), Token);
        await _stores.Log.AppendAsync(Make.Session(id), log);
        if (closed)
        {
            await _stores.Sessions.CloseAsync(Make.Session(id), now, Token);
        }

        return log;
    }

    /// <summary>One log of it reads as if its last payload had been changed.</summary>
    private sealed class BrokenLog(IEventLog log, SessionKey broken) : IEventLog
    {
        public Task AppendAsync(SessionKey session, IReadOnlyList<LogEntry> entries) => log.AppendAsync(session, entries);

        public async IAsyncEnumerable<LogEntry> ReadAsync(
            SessionKey session, long fromSequence = 0,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
        {
            await foreach (LogEntry entry in log.ReadAsync(session, fromSequence, cancellation))
            {
                yield return session == broken && entry.Sequence == 2 ? entry with { Payload = Encoding.UTF8.GetBytes("{}") } : entry;
            }
        }

        public Task ReserveAsync(SessionKey session, long sample) => log.ReserveAsync(session, sample);

        public Task<long> ReservedAsync(SessionKey session, CancellationToken cancellation = default) => log.ReservedAsync(session, cancellation);
    }

    /// <summary>Takes everything and has nothing.</summary>
    private sealed class ForgetfulBlobs(IBlobStore blobs) : IBlobStore
    {
        public Task<BlobKey> PutAsync(TenantId tenant, Stream content, CancellationToken cancellation = default) =>
            blobs.PutAsync(tenant, content, cancellation);

        public Task<Stream?> OpenAsync(BlobKey blob, CancellationToken cancellation = default) => Task.FromResult<Stream?>(null);

        public Task<bool> ExistsAsync(BlobKey blob, CancellationToken cancellation = default) => Task.FromResult(false);

        public Task<bool> DeleteAsync(BlobKey blob, CancellationToken cancellation = default) => Task.FromResult(false);

        public IAsyncEnumerable<BlobKey> ListAsync(TenantId tenant, string prefix = "", CancellationToken cancellation = default) =>
            blobs.ListAsync(tenant, prefix, cancellation);
    }
}
