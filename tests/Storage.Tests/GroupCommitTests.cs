using System.Globalization;
using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Fact]
    public async Task Many_appends_share_few_commits()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        var log = new SqliteEventLog(database);
        IEnumerable<Task> appends = Enumerable.Range(0, 50).SelectMany(
            n => Make.Entries(20).Select(entry => log.AppendAsync(Make.Session(n.ToString(CultureInfo.InvariantCulture)), [entry])));
        await Task.WhenAll(appends);
        WriteStatistics statistics = database.Statistics;
        Assert.Equal(1000, statistics.Writes);
        Assert.InRange(statistics.Commits, 1, 250);
        Assert.True(statistics.LargestBatch > 4);
    }

    [Fact]
    public async Task What_waits_while_the_writer_is_busy_is_one_commit()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        using var gate = new ManualResetEventSlim();
        Task<int> busy = HoldWriter(database, gate, out Task entered);
        await entered;
        var log = new SqliteEventLog(database);
        Task[] waiting = [.. Make.Entries(30).Select(entry => log.AppendAsync(Make.Session("s"), [entry]))];
        long before = database.Statistics.Commits;
        Assert.All(waiting, append => Assert.False(append.IsCompleted));
        gate.Set();
        await busy;
        await Task.WhenAll(waiting);
        Assert.Equal(before + 2, database.Statistics.Commits);
        Assert.Equal(30, database.Statistics.LargestBatch);
    }

    [Fact]
    public async Task A_conflict_in_a_batch_fails_alone()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        using var gate = new ManualResetEventSlim();
        Task<int> busy = HoldWriter(database, gate, out Task entered);
        await entered;
        var log = new SqliteEventLog(database);
        List<LogEntry> entries = Make.Entries(3);
        Task first = log.AppendAsync(Make.Session("s"), entries[..1]);
        Task again = log.AppendAsync(Make.Session("s"), entries[..2]);
        Task second = log.AppendAsync(Make.Session("s"), entries[1..]);
        Task other = log.AppendAsync(Make.Session("t"), entries[..1]);
        gate.Set();
        await busy;
        await Assert.ThrowsAsync<LogConflictException>(() => again);
        await Task.WhenAll(first, second, other);
        Assert.Equal(4, database.Statistics.LargestBatch);
        Make.Same(entries, await log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task More_than_the_queue_holds_waits_outside_in_order()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path, options: new SqliteOptions(QueueLength: 4, BatchLimit: 3));
        var log = new SqliteEventLog(database);
        await Task.WhenAll(Make.Entries(200).Select(entry => log.AppendAsync(Make.Session("s"), [entry])));
        Make.Same(Make.Entries(200), await log.Read(Make.Session("s")));
        Assert.InRange(database.Statistics.LargestBatch, 1, 3);
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_undo_what_was_queued()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        using var gate = new ManualResetEventSlim();
        Task<int> busy = HoldWriter(database, gate, out Task entered);
        await entered;
        using var stop = new CancellationTokenSource();
        Task<ProjectRecord?> create = new SqliteProjectStore(database).CreateAsync(Make.Project("p"), "P", "{}", "", stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => create);
        gate.Set();
        await busy;
        await new SqliteEventLog(database).ReserveAsync(Make.Session("s"), 1);
        Assert.NotNull(await new SqliteProjectStore(database).FindAsync(Make.Project("p"), TestContext.Current.CancellationToken));
    }

    /// <summary>A write that stays in the writer until the gate opens.</summary>
    private static Task<int> HoldWriter(SqliteDatabase database, ManualResetEventSlim gate, out Task entered)
    {
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        entered = inside.Task;
        return database.WriteAsync(statements =>
        {
            inside.SetResult();
            gate.Wait();
            return 0;
        });
    }
}
