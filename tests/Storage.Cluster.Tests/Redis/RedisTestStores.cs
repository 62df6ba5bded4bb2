using Microsoft.Extensions.Time.Testing;
using SessionService.Sessions.Ports;
using SessionService.Storage.Redis;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>The stores on the shared server, with a prefix of their own.</summary>
public class RedisTestStores : IStores
{
    private readonly RedisStores _stores;

    public RedisTestStores()
        : this(RedisServer.Shared)
    {
    }

    private protected RedisTestStores(RedisServer server)
    {
        _stores = RedisStores.Open(server.Options with { Prefix = Guid.NewGuid().ToString("N") }, Time);
    }

    public FakeTimeProvider Time { get; } = new(Make.Noon);

    public IEventLog Log => _stores.Log;

    public ILogArchive Archive => _stores.Archive;

    public ISessionStore Sessions => _stores.Sessions;

    public IProjectStore Projects => _stores.Projects;

    public ICredentialStore Credentials => _stores.Credentials;

    public IUsageStore Usage => _stores.Usage;

    public IIdempotencyStore Answers => _stores.Answers;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _stores.DisposeAsync();
    }
}

/// <summary>The same on Redis Cluster.</summary>
public sealed class RedisClusterTestStores() : RedisTestStores(RedisServer.SharedCluster);
