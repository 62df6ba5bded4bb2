using Microsoft.Extensions.Time.Testing;
using SessionService.Sessions.Ports;
using SessionService.Storage.Postgres;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Postgres;

/// <summary>The stores on the shared server, in a schema of their own.</summary>
public sealed class PostgresTestStores : IStores
{
    private readonly PostgresStores _stores;

    public PostgresTestStores()
    {
        _stores = PostgresStores.Open(PostgresServer.Shared.Options with { Schema = $"s{Guid.NewGuid():N}", ReadConnections = 2 }, Time);
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
        return _stores.DisposeAsync();
    }
}
