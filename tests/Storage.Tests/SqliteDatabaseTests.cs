using Microsoft.Data.Sqlite;
using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Fact]
    public async Task Everything_is_there_after_reopening()
    {
        List<LogEntry> entries = Make.Entries(5);
        ReadOnlyMemory<byte> secret;
        await using (SqliteDatabase database = SqliteDatabase.Open(_folder.Path))
        {
            await new SqliteEventLog(database).AppendAsync(Make.Session("s"), entries[..3]);
            await new SqliteEventLog(database).ReserveAsync(Make.Session("s"), 96_000);
            await new SqliteProjectStore(database).CreateAsync(Make.Project("p"), "P", "{}", "", Token);
            secret = await new SqliteCredentialStore(database).GetOrCreateSecretAsync("token", 32, Token);
        }

        await using SqliteDatabase again = SqliteDatabase.Open(_folder.Path);
        var log = new SqliteEventLog(again);
        Make.Same(entries[..3], await log.Read(Make.Session("s")));
        await log.AppendAsync(Make.Session("s"), entries[3..]);
        Assert.Null(await LogChain.VerifyAsync(log.ReadAsync(Make.Session("s")), Token));
        Assert.Equal(96_000, await log.ReservedAsync(Make.Session("s"), Token));
        Assert.NotNull(await new SqliteProjectStore(again).FindAsync(Make.Project("p"), Token));
        Assert.Equal(secret.ToArray(), (await new SqliteCredentialStore(again).GetOrCreateSecretAsync("token", 32, Token)).ToArray());
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_and_free_again_when_closed()
    {
        SqliteDatabase first = SqliteDatabase.Open(_folder.Path);
        StoreOpenException refusal = Assert.Throws<StoreOpenException>(() => SqliteDatabase.Open(_folder.Path));
        Assert.Equal(StoreOpenFailure.InUse, refusal.Reason);
        Assert.Contains(_folder.Path, refusal.Message);
        await first.DisposeAsync();
        await using SqliteDatabase second = SqliteDatabase.Open(_folder.Path);
    }

    [Fact]
    public async Task A_folder_can_be_shared_by_those_who_all_say_so()
    {
        var shared = new SqliteOptions(Shared: true);
        await using SqliteDatabase one = SqliteDatabase.Open(_folder.Path, options: shared);
        await using SqliteDatabase two = SqliteDatabase.Open(_folder.Path, options: shared);
        Assert.Equal(
            StoreOpenFailure.InUse, Assert.Throws<StoreOpenException>(() => SqliteDatabase.Open(_folder.Path)).Reason);
        List<LogEntry> entries = Make.Entries(40);
        var logs = new[] { new SqliteEventLog(one), new SqliteEventLog(two) };
        for (int i = 0; i < entries.Count; i++)
        {
            // What one has committed, the other goes on from.
            await logs[i % 2].AppendAsync(Make.Session("s"), [entries[i]]);
        }

        await Assert.ThrowsAsync<LogConflictException>(() => logs[0].AppendAsync(Make.Session("s"), [entries[^1]]));
        Make.Same(entries, await logs[0].Read(Make.Session("s")));
    }

    [Fact]
    public async Task A_commit_waits_for_the_disk()
    {
        // A killed process loses nothing even where this is off: only the setting itself can be checked.
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        Assert.Equal(2L, await database.WriteAsync(statements => statements.Scalar("PRAGMA synchronous"), Token)); // FULL
        Assert.Equal("wal", await database.WriteAsync(statements => statements.Scalar("PRAGMA journal_mode"), Token));
    }

    [Fact]
    public async Task What_is_made_is_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        await new SqliteEventLog(database).AppendAsync(Make.Session("s"), Make.Entries(1));
        database.Backup(Path.Combine(_folder.Path, "copy.db"));
        Assert.Equal("700", ModeOf(_folder.Path));
        string[] files = Directory.GetFiles(_folder.Path);
        Assert.Equal(
            ["copy.db", "sessions.db", "sessions.db-shm", "sessions.db-wal", "sessions.lock"],
            files.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal("600", ModeOf(file)));
    }

    [Fact]
    public async Task A_newer_format_is_refused_and_left_alone()
    {
        await SqliteDatabase.Open(_folder.Path).DisposeAsync();
        Sql("PRAGMA user_version=999");
        Assert.Equal(StoreOpenFailure.TooNew, Assert.Throws<StoreOpenException>(() => SqliteDatabase.Open(_folder.Path)).Reason);
        Assert.Equal(999L, Sql("PRAGMA user_version"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096 * 3)]
    public async Task A_damaged_file_is_refused_after_a_crash(int at)
    {
        await using (SqliteDatabase database = SqliteDatabase.Open(_folder.Path))
        {
            await new SqliteEventLog(database).AppendAsync(Make.Session("s"), Make.Entries(200));
        }

        string path = Path.Combine(_folder.Path, "sessions.db");
        byte[] bytes = await File.ReadAllBytesAsync(path, Token);
        Array.Fill(bytes, (byte)0xA5, at, 4096);
        await File.WriteAllBytesAsync(path, bytes, Token);
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "sessions.lock"), "1", Token); // as a crash leaves it
        Assert.Equal(StoreOpenFailure.Damaged, Assert.Throws<StoreOpenException>(() => SqliteDatabase.Open(_folder.Path)).Reason);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        File.WriteAllText(_folder.Path, "in the way");
        try
        {
            StoreOpenException refusal = Assert.Throws<StoreOpenException>(() => SqliteDatabase.Open(_folder.Path));
            Assert.Equal(StoreOpenFailure.Inaccessible, refusal.Reason);
        }
        finally
        {
            File.Delete(_folder.Path);
        }
    }

    [Fact]
    public async Task A_closed_store_refuses_and_commits_what_waited()
    {
        SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        var log = new SqliteEventLog(database);
        Task[] waiting = [.. Make.Entries(100).Select(entry => log.AppendAsync(Make.Session("s"), [entry]))];
        await database.DisposeAsync();
        await Task.WhenAll(waiting);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => log.AppendAsync(Make.Session("t"), Make.Entries(1)));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => log.ReservedAsync(Make.Session("s"), Token));
        Assert.Equal(100L, Sql("SELECT count(*) FROM event_log"));
    }

    [Fact]
    public async Task A_backup_is_a_whole_store()
    {
        using var other = new TemporaryFolder();
        Directory.CreateDirectory(other.Path);
        List<LogEntry> entries = Make.Entries(50);
        await using SqliteDatabase database = SqliteDatabase.Open(_folder.Path);
        await new SqliteEventLog(database).AppendAsync(Make.Session("s"), entries);
        database.Backup(Path.Combine(other.Path, "sessions.db"));
        await using SqliteDatabase restored = SqliteDatabase.Open(other.Path);
        Make.Same(entries, await new SqliteEventLog(restored).Read(Make.Session("s")));
    }

    private static string ModeOf(string path)
    {
        return OperatingSystem.IsWindows() ? string.Empty : Convert.ToString((int)File.GetUnixFileMode(path), 8);
    }

    private object? Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.Path, "sessions.db")};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }
}
