using SessionService.Sessions.Ports;

namespace SessionService.Storage.Redis;

/// <summary>All stores on Redis: one server, one with replicas behind Sentinel, or Redis Cluster.</summary>
public sealed class RedisStores : IStoreSet
{
    private readonly RedisConnection _connection;
    private readonly RedisWriter _writer;

    private RedisStores(RedisConnection connection, TimeProvider time)
    {
        var keys = new RedisKeys(connection.Options.Prefix);
        _connection = connection;
        _writer = new RedisWriter(connection, keys.Fence);
        Log = new RedisEventLog(connection, _writer, keys);
        Archive = new RedisLogArchive(connection, _writer, keys);
        Sessions = new RedisSessionStore(connection, _writer, keys);
        Projects = new RedisProjectStore(connection, _writer, keys, time);
        Usage = new RedisUsageStore(connection, _writer, keys);
        Credentials = new RedisCredentialStore(connection, _writer, keys);
        Answers = new RedisIdempotencyStore(connection, _writer, keys);
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

    /// <summary>Connects and looks whether the server keeps what it acknowledges.</summary>
    /// <param name="options">Which server, and how it is used.</param>
    /// <param name="time">The clock of what the stores date themselves; the system's where null.</param>
    /// <exception cref="StoreOpenException">It cannot be reached, or may lose what it acknowledged.</exception>
    public static async Task<RedisStores> OpenAsync(RedisOptions options, TimeProvider? time = null)
    {
        return new RedisStores(await RedisConnection.OpenAsync(options), time ?? TimeProvider.System);
    }

    /// <summary>As <see cref="OpenAsync"/>, for a host that composes its services on one thread.</summary>
    /// <param name="options">Which server, and how it is used.</param>
    /// <param name="time">The clock of what the stores date themselves; the system's where null.</param>
    /// <exception cref="StoreOpenException">It cannot be reached, or may lose what it acknowledged.</exception>
    public static RedisStores Open(RedisOptions options, TimeProvider? time = null)
    {
        return Task.Run(() => OpenAsync(options, time)).GetAwaiter().GetResult();
    }

    /// <summary>Commits what waits and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
