using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

public sealed class DiskFullTests : IDisposable
{
    private static readonly SqliteOptions Small = new(MaxBytes: 1 << 20);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Fact]
    public async Task What_does_not_fit_is_not_acknowledged_and_what_was_acknowledged_stays()
    {
        var acknowledged = new List<LogEntry>();
        await using (SqliteDatabase database = SqliteDatabase.Open(_folder.Path, options: Small))
        {
            await Fill(new SqliteEventLog(database), acknowledged);
            Assert.InRange(acknowledged.Count, 20, 400);
            Assert.Equal(1, database.Statistics.FailedCommits);
            Make.Same(acknowledged, await new SqliteEventLog(database).Read(Make.Session("s")));
        }

        // With more room it goes on where it ended.
        await using SqliteDatabase roomy = SqliteDatabase.Open(_folder.Path);
        var log = new SqliteEventLog(roomy);
        Make.Same(acknowledged, await log.Read(Make.Session("s")));
        await log.AppendAsync(Make.Session("s"), [Make.Next(acknowledged[^1])]);
        Assert.Null(await LogChain.VerifyAsync(log.ReadAsync(Make.Session("s")), Token));
    }

    [Fact]
    public async Task It_recovers_by_itself_when_room_is_made()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path, options: Small);
        var projects = new SqliteProjectStore(database);
        await projects.CreateAsync(Make.Project("large"), "L", new string('x', 200_000), "", Token);
        var log = new SqliteEventLog(database);
        var acknowledged = new List<LogEntry>();
        await Fill(log, acknowledged);
        LogEntry next = Large(acknowledged[^1]);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => log.AppendAsync(Make.Session("s"), [next]));
        Assert.Equal(ProjectChange.Done, await projects.DeleteAsync(Make.Project("large"), null, Token));
        await log.AppendAsync(Make.Session("s"), [next]);
        Make.Same([.. acknowledged, next], await log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task Everything_in_a_failed_batch_is_refused_and_none_of_it_is_kept()
    {
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path, options: Small);
        using var gate = new ManualResetEventSlim();
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> busy = database.WriteAsync(statements =>
        {
            inside.SetResult();
            gate.Wait();
            return 0;
        });
        await inside.Task;
        var log = new SqliteEventLog(database);
        Task small = log.AppendAsync(Make.Session("small"), Make.Entries(1));
        Task large = log.AppendAsync(Make.Session("large"), Make.Entries(1, text: new string('x', 2 << 20)));
        Task reserve = log.ReserveAsync(Make.Session("small"), 48_000);
        gate.Set();
        await busy;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => small);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => large);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => reserve);
        Assert.Empty(await log.Read(Make.Session("small")));
        Assert.Equal(0, await log.ReservedAsync(Make.Session("small"), Token));
        await log.AppendAsync(Make.Session("small"), Make.Entries(1));
        Assert.Single(await log.Read(Make.Session("small")));
    }

    /// <summary>Appends until the store refuses; it must.</summary>
    private static async Task Fill(SqliteEventLog log, List<LogEntry> acknowledged)
    {
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            while (acknowledged.Count < 1000)
            {
                LogEntry next = Large(acknowledged.LastOrDefault());
                await log.AppendAsync(Make.Session("s"), [next]);
                acknowledged.Add(next);
            }
        });
    }

    private static LogEntry Large(LogEntry? after)
    {
        return Make.Next(after, new string('x', 8_000));
    }
}
