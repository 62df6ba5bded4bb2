using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>All stores on PostgreSQL.</summary>
public sealed class PostgresStores : IStoreSet
{
    private readonly PostgresDatabase _database;

    private PostgresStores(PostgresDatabase database, TimeProvider time)
    {
        _database = database;
        Log = new PostgresEventLog(database);
        Archive = new PostgresLogArchive(database);
        Sessions = new PostgresSessionStore(database);
        Projects = new PostgresProjectStore(database, time);
        Usage = new PostgresUsageStore(database);
        Credentials = new PostgresCredentialStore(database);
        Answers = new PostgresIdempotencyStore(database);
    }

    /// <inheritdoc/>
    public IEventLog Log { get; }

    /// <inheritdoc/>
    public ILogArchive Archive { get; }

    /// <inheritdoc/>
    public ISessionStore Sessions { get; }

    /// <inheritdoc/>
    public IProjectStore Projects { get; }

    /// <inheritdoc/>
    public IUsageStore Usage { get; }

    /// <inheritdoc/>
    public ICredentialStore Credentials { get; }

    /// <inheritdoc/>
    public IIdempotencyStore Answers { get; }

    /// <summary>Connects and makes the tables where they are missing.</summary>
    /// <param name="options">Which server, and how it is used.</param>
    /// <param name="time">The clock of what the stores date themselves; the system's where null.</param>
    /// <exception cref="StoreOpenException">It cannot be reached, is too new, or may lose what it acknowledged.</exception>
    public static async Task<PostgresStores> OpenAsync(PostgresOptions options, TimeProvider? time = null)
    {
        return new PostgresStores(await PostgresDatabase.OpenAsync(options), time ?? TimeProvider.System);
    }

    /// <summary>As <see cref="OpenAsync"/>, for a host that composes its services on one thread.</summary>
    /// <param name="options">Which server, and how it is used.</param>
    /// <param name="time">The clock of what the stores date themselves; the system's where null.</param>
    /// <exception cref="StoreOpenException">It cannot be reached, is too new, or may lose what it acknowledged.</exception>
    public static PostgresStores Open(PostgresOptions options, TimeProvider? time = null)
    {
        return Task.Run(() => OpenAsync(options, time)).GetAwaiter().GetResult();
    }

    /// <summary>Commits what waits and closes.</summary>
    public ValueTask DisposeAsync()
    {
        return _database.DisposeAsync();
    }
}
