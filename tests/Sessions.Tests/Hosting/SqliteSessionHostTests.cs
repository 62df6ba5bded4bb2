using SessionService.Sessions.Local;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Storage.Sqlite;

namespace SessionService.Sessions.Tests.Hosting;

/// <summary>The kit on the single-process host as it is shipped: everything in one SQLite file.</summary>
public sealed class SqliteSessionHostTests : SessionHostKit, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("sessions-").FullName;
    private SqliteDatabase? database;

    protected override Task<HostUnderTest> StartAsync()
    {
        database = SqliteDatabase.Open(folder);
        return Task.FromResult<HostUnderTest>(new LocalHostUnderTest(new HostStores(
            new SqliteEventLog(database), new SqliteSessionStore(database), new SqliteProjectStore(database),
            new SqliteUsageStore(database))));
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        await database!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
