using SessionService.Sessions.Ports;
using SessionService.Storage;
using SessionService.Storage.Sqlite;

namespace SessionService.Silo.Storage;

/// <summary>The stores of a data folder that all nodes of the machine share.</summary>
/// <param name="database">The folder.</param>
internal sealed class SqliteStores(SqliteDatabase database) : IStoreSet
{
    /// <inheritdoc/>
    public IEventLog Log { get; } = new SqliteEventLog(database);

    /// <inheritdoc/>
    public ILogArchive Archive { get; } = new SqliteLogArchive(database);

    /// <inheritdoc/>
    public ISessionStore Sessions { get; } = new SqliteSessionStore(database);

    /// <inheritdoc/>
    public IProjectStore Projects { get; } = new SqliteProjectStore(database);

    /// <inheritdoc/>
    public IUsageStore Usage { get; } = new SqliteUsageStore(database);

    /// <inheritdoc/>
    public ICredentialStore Credentials { get; } = new SqliteCredentialStore(database);

    /// <inheritdoc/>
    public IIdempotencyStore Answers { get; } = new SqliteIdempotencyStore(database);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();
}
