using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Postgres;

namespace SessionService.Storage.Cluster.Tests.Postgres;

/// <summary>Answers that are lost on the way from PostgreSQL: every write is a transaction.</summary>
public sealed class PostgresLostAnswerTests : LostAnswerKit
{
    private protected override int ServerPort => PostgresServer.Shared.Port;

    private protected override byte[] Words => "COMMIT"u8.ToArray();

    private protected override async Task<IStoreSet> OpenAsync(int port, TimeSpan unavailableAfter) => await PostgresStores.OpenAsync(
        PostgresServer.OptionsAt(port) with { Schema = $"s{Guid.NewGuid():N}", UnavailableAfter = unavailableAfter });
}
