using Microsoft.Data.Sqlite;

namespace SessionService.Storage.Sqlite;

/// <summary>How values stand in columns: instants as 100 ns since 0001-01-01 UTC, hashes and payloads as blobs.</summary>
internal static class Columns
{
    public static DateTimeOffset Instant(this SqliteDataReader reader, int column)
    {
        return new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero);
    }

    public static DateTimeOffset? InstantOrNull(this SqliteDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.Instant(column);
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column)
    {
        return reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    public static byte[] Blob(this SqliteDataReader reader, int column)
    {
        return reader.GetFieldValue<byte[]>(column);
    }
}
