using Npgsql;
using SessionService.Silo.Options;
using SessionService.Storage;

namespace SessionService.Silo.Schema;

/// <summary>What the list of nodes and the grains' state need in PostgreSQL, in a schema of its own.</summary>
internal static class PostgresTables
{
    /// <summary>The schema.</summary>
    public const string Schema = "session_cluster";

    // Any number that nobody else locks in this database.
    private const long Lock = 0x5e55_c1a5_0001;

    /// <summary>The connection, with the schema as the one that unqualified names are in.</summary>
    public static string Connection(NodeOptions options) =>
        new NpgsqlConnectionStringBuilder(options.Postgres) { SearchPath = Schema }.ConnectionString;

    /// <summary>Makes tables and queries where they are missing; nodes that start together wait for one another.</summary>
    /// <exception cref="StoreOpenException">The server does not answer or does not allow it.</exception>
    public static async Task EnsureAsync(NodeOptions options, CancellationToken cancellation)
    {
        if (options.Clustering != ClusteringKind.Postgres && options.EffectiveGrainStorage != GrainStateKind.Postgres)
        {
            return;
        }

        try
        {
            await using NpgsqlConnection connection = new(Connection(options));
            await connection.OpenAsync(cancellation);
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
            await RunAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellation);
            await RunAsync(connection, $"CREATE SCHEMA IF NOT EXISTS {Schema}", cancellation);
            await RunAsync(connection, PostgresQueries.Tables, cancellation);
            foreach ((string name, string text) in PostgresQueries.ByName)
            {
                await RunAsync(
                    connection,
                    "INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ($1, $2) ON CONFLICT (QueryKey) DO UPDATE SET QueryText = EXCLUDED.QueryText",
                    cancellation, name, text);
            }

            await transaction.CommitAsync(cancellation);
        }
        catch (NpgsqlException fault)
        {
            throw new StoreOpenException(
                StoreOpenFailure.Inaccessible, $"Cluster:Postgres: the tables of the cluster cannot be made: {fault.Message}", fault);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string text, CancellationToken cancellation, params string[] values)
    {
        await using NpgsqlCommand command = new(text, connection);
        foreach (string value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
