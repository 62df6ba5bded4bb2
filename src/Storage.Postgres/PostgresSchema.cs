using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace SessionService.Storage.Postgres;

/// <summary>Brings a schema to the format of this version. Nodes that start at once wait for one another.</summary>
internal static partial class PostgresSchema
{
    // Any number that nobody else is likely to lock.
    private const long Lock = 0x5345_5353_4D49_4752;

    /// <exception cref="StoreOpenException">It is too new, or the server may lose what it acknowledges.</exception>
    public static async Task PrepareAsync(NpgsqlDataSource source, PostgresOptions options)
    {
        if (!Name().IsMatch(options.Schema))
        {
            throw new StoreOpenException(StoreOpenFailure.Inaccessible, $"'{options.Schema}' is no name of a schema: letters, digits and underscores.");
        }

        await using NpgsqlConnection connection = await source.OpenConnectionAsync();
        if (!options.TrustDurability)
        {
            await RequireDurableAsync(connection);
        }

        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await ScalarAsync(connection, $"SELECT pg_advisory_xact_lock({Lock.ToString(CultureInfo.InvariantCulture)})");
        if (await ScalarAsync(connection, "SELECT to_regclass('format')::text") is DBNull or null)
        {
            await ScalarAsync(
                connection,
                $"CREATE SCHEMA IF NOT EXISTS {options.Schema}; CREATE TABLE format (steps int NOT NULL); INSERT INTO format VALUES (0)");
        }

        int steps = (int)(await ScalarAsync(connection, "SELECT steps FROM format"))!;
        if (steps > PostgresMigrations.Steps.Count)
        {
            throw new StoreOpenException(
                StoreOpenFailure.TooNew,
                $"Schema {options.Schema} has format {steps}, this version of the service knows up to {PostgresMigrations.Steps.Count}.");
        }

        for (int step = steps; step < PostgresMigrations.Steps.Count; step++)
        {
            await ScalarAsync(connection, PostgresMigrations.Steps[step]);
            await ScalarAsync(connection, "UPDATE format SET steps = steps + 1");
        }

        await transaction.CommitAsync();
    }

    private static async Task RequireDurableAsync(NpgsqlConnection connection)
    {
        foreach (string setting in new[] { "fsync", "full_page_writes" })
        {
            string value = (string)(await ScalarAsync(connection, $"SHOW {setting}"))!;
            if (value != "on")
            {
                throw new StoreOpenException(
                    StoreOpenFailure.NotDurable,
                    $"PostgreSQL has '{setting} = {value}' and may lose what it acknowledged: set it on. Where its operator vouches for that, "
                        + $"set {nameof(PostgresOptions.TrustDurability)}.");
            }
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "All texts are constants of this project; the schema's name was checked.")]
    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,50}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
