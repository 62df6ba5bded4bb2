using Npgsql;
using SessionService.Sessions.Ports;
using SessionService.Storage.Postgres;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Postgres;

public sealed class PostgresOpeningTests
{
    private static PostgresOptions Fresh => PostgresServer.Shared.Options with { Schema = $"s{Guid.NewGuid():N}" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    public async Task A_server_that_may_lose_what_it_acknowledged_is_refused_unless_trusted(string setting)
    {
        using var server = new PostgresServer([$"{setting}=off"]);
        StoreOpenException refusal = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStores.OpenAsync(server.Options));
        Assert.Equal(StoreOpenFailure.NotDurable, refusal.Reason);
        Assert.Contains($"{setting} = off", refusal.Message, StringComparison.Ordinal);
        await using PostgresStores trusted = await PostgresStores.OpenAsync(server.Options with { TrustDurability = true });
        await trusted.Log.AppendAsync(Make.Session("s"), Make.Entries(1));
    }

    [Fact]
    public async Task Commits_wait_for_the_disk_even_where_the_server_would_not()
    {
        using var server = new PostgresServer(["synchronous_commit=off"]);
        await using PostgresStores stores = await PostgresStores.OpenAsync(server.Options);
        List<LogEntry> entries = Make.Entries(5);
        foreach (LogEntry entry in entries)
        {
            await stores.Log.AppendAsync(Make.Session("s"), [entry]);
        }

        // Within the time that the server would have kept them in memory alone.
        server.Kill();
        server.Start();
        Make.Same(entries, await stores.Log.Read(Make.Session("s")));
    }

    [Fact]
    public async Task Nodes_that_start_at_once_make_the_tables_once()
    {
        PostgresOptions options = Fresh;
        PostgresStores[] nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgresStores.OpenAsync(options with { ReadConnections = 1 })));
        await nodes[0].Log.AppendAsync(Make.Session("s"), Make.Entries(1));
        Assert.Single(await nodes[5].Log.Read(Make.Session("s")));
        foreach (PostgresStores node in nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_newer_format_is_refused_and_left_alone()
    {
        PostgresOptions options = Fresh;
        await (await PostgresStores.OpenAsync(options)).DisposeAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(options.ConnectionString);
        await using NpgsqlCommand newer = source.CreateCommand($"UPDATE {options.Schema}.format SET steps = 99");
        await newer.ExecuteNonQueryAsync(Token);
        StoreOpenException refusal = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStores.OpenAsync(options));
        Assert.Equal(StoreOpenFailure.TooNew, refusal.Reason);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x", "s")]
    [InlineData("Nonsense=1", "s")]
    [InlineData("Host=127.0.0.1", "bad-name")]
    public async Task What_cannot_be_opened_is_said_so(string connection, string schema)
    {
        StoreOpenException refusal = await Assert.ThrowsAsync<StoreOpenException>(() => PostgresStores.OpenAsync(
            new PostgresOptions(connection) { Schema = schema, UnavailableAfter = TimeSpan.FromMilliseconds(200) }));
        Assert.Equal(StoreOpenFailure.Inaccessible, refusal.Reason);
    }

    [Fact]
    public async Task One_that_cannot_be_stored_fails_alone()
    {
        await using PostgresStores stores = await PostgresStores.OpenAsync(Fresh with { QueueLength = 64 });

        // PostgreSQL's text takes no zero character, which is found in the middle of the batch.
        Task<ProjectRecord?> wrong = stores.Projects.CreateAsync(Make.Project("p"), "\0", "{}", "", Token);
        Task[] right = [.. Enumerable.Range(0, 20).Select(n => stores.Log.AppendAsync(Make.Session($"s{n}"), Make.Entries(1)))];
        await Assert.ThrowsAsync<StoreUnavailableException>(() => wrong);
        await Task.WhenAll(right);
        Assert.Single(await stores.Log.Read(Make.Session("s19")));
    }
}
