using Npgsql;

namespace SessionService.Storage.Postgres;

/// <summary>How values stand in columns: instants as 100 ns since 0001-01-01 UTC, hashes and payloads as bytea.</summary>
internal static class PostgresRows
{
    public static DateTimeOffset Instant(this NpgsqlDataReader reader, int column)
    {
        return new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);
    }

    public static DateTimeOffset? InstantOrNull(this NpgsqlDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.Instant(column);
    }

    public static string? TextOrNull(this NpgsqlDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public static byte[] Blob(this NpgsqlDataReader reader, int column)
    {
        return reader.GetFieldValue<byte[]>(column);
    }

    /// <summary>Whether the statement returned a row.</summary>
    public static bool Any(NpgsqlDataReader reader)
    {
        return reader.Read();
    }
}
