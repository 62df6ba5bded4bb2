using Npgsql;

namespace SessionService.Storage.Postgres;

/// <summary>What a failure says.</summary>
internal static class PostgresFaults
{
    /// <summary>Whether trying again may help: the connection is lost, the server comes or goes, or another transaction stood in the way.</summary>
    public static bool MayPass(Exception fault)
    {
        return fault switch
        {
            PostgresException refusal => refusal.IsTransient && !IsFull(refusal) || refusal.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction,
            NpgsqlException or TimeoutException or IOException => true,
            _ => false,
        };
    }

    /// <summary>Whether the medium refuses, and with it everything of a batch.</summary>
    public static bool IsFull(PostgresException refusal)
    {
        return refusal.SqlState is PostgresErrorCodes.DiskFull or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.IoError;
    }
}
