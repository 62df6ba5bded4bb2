using SessionService.Sessions.Local;
using SessionService.Storage.Sqlite;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>The stores of the single-process host in a folder of their own.</summary>
internal sealed class Stores : IAsyncDisposable
{
    private readonly SqliteDatabase database;

    private Stores(SqliteDatabase database)
    {
        this.database = database;
        Host = new HostStores(
            new SqliteEventLog(database), new SqliteSessionStore(database), new SqliteProjectStore(database), new SqliteUsageStore(database));
    }

    /// <summary>What the host takes.</summary>
    public HostStores Host { get; }

    /// <summary>Opens them in a folder.</summary>
    public static Stores Open(string folder) => new(SqliteDatabase.Open(folder));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();
}
