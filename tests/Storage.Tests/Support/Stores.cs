using Microsoft.Extensions.Time.Testing;
using SessionService.Sessions.Ports;
using SessionService.Storage.Memory;
using SessionService.Storage.Sqlite;

namespace SessionService.Storage.Tests.Support;

public sealed class MemoryStores : IStores
{
    public MemoryStores()
    {
        Projects = new MemoryProjectStore(Time);
        Archive = new MemoryLogArchive((MemoryEventLog)Log, (MemorySessionStore)Sessions);
    }

    public FakeTimeProvider Time { get; } = new(Make.Noon);

    public IEventLog Log { get; } = new MemoryEventLog();

    public ILogArchive Archive { get; }

    public ISessionStore Sessions { get; } = new MemorySessionStore();

    public IProjectStore Projects { get; }

    public ICredentialStore Credentials { get; } = new MemoryCredentialStore();

    public IUsageStore Usage { get; } = new MemoryUsageStore();

    public IIdempotencyStore Answers { get; } = new MemoryIdempotencyStore();

    public ValueTask DisposeAsync()
    {
        return ValueTask.CompletedTask;
    }
}

public sealed class SqliteStores : IStores
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteStores()
    {
        _database = SqliteDatabase.Open(_folder.Path, Time);
        Log = new SqliteEventLog(_database);
        Archive = new SqliteLogArchive(_database);
        Sessions = new SqliteSessionStore(_database);
        Projects = new SqliteProjectStore(_database);
        Credentials = new SqliteCredentialStore(_database);
        Usage = new SqliteUsageStore(_database);
        Answers = new SqliteIdempotencyStore(_database);
    }

    public FakeTimeProvider Time { get; } = new(Make.Noon);

    public IEventLog Log { get; }

    public ILogArchive Archive { get; }

    public ISessionStore Sessions { get; }

    public IProjectStore Projects { get; }

    public ICredentialStore Credentials { get; }

    public IUsageStore Usage { get; }

    public IIdempotencyStore Answers { get; }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }
}
