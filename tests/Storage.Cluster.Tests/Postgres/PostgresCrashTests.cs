using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Postgres;

namespace SessionService.Storage.Cluster.Tests.Postgres;

/// <summary>A PostgreSQL that is killed, and one that ends its clients' connections.</summary>
public sealed class PostgresCrashTests : CrashKit, IDisposable
{
    private readonly PostgresServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
    }

    private protected override async Task<IStoreSet> OpenAsync(TimeSpan? unavailableAfter = null) => await PostgresStores.OpenAsync(
        unavailableAfter is { } time ? _server.Options with { UnavailableAfter = time } : _server.Options);

    private protected override void Kill() => _server.Kill();

    private protected override void Start() => _server.Start();

    private protected override async Task DisturbAsync(Appender appender)
    {
        foreach (int acknowledged in new[] { 50, 100 })
        {
            await appender.AcknowledgedAsync(acknowledged);
            await _server.DisconnectAllAsync();
        }
    }
}
