using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>Accounts in SQLite.</summary>
/// <param name="database">Where.</param>
public sealed class SqliteUsageStore(SqliteDatabase database) : IUsageStore
{
    /// <inheritdoc/>
    public Task AddAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellation = default)
    {
        if (records.Count == 0)
        {
            return Task.CompletedTask;
        }

        return database.WriteAsync(
            statements =>
            {
                foreach (UsageRecord record in records)
                {
                    statements.Execute(
                        """
                        INSERT INTO usage (tenant, session, at, rendered_samples, listened_samples, cpu_microseconds, bytes_sent,
                            commands, late_cues, model_cpu_microseconds, model_accelerator_microseconds, model_tokens)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        """,
                        record.Session.Tenant.Value, record.Session.Id, record.At.UtcTicks, record.RenderedSamples,
                        record.ListenedSamples, record.CpuMicroseconds, record.BytesSent, record.Commands, record.LateCues,
                        record.ModelCpuMicroseconds, record.ModelAcceleratorMicroseconds, record.ModelTokens);
                }

                return records.Count;
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task<UsageRecord> SumAsync(
        TenantId tenant, string? session, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default)
    {
        var key = new SessionKey(tenant, session ?? string.Empty);
        string where = session is null ? "tenant = $1 AND $2 = ''" : "tenant = $1 AND session = $2";
        return database.ReadAsync(
            statements => statements.First(
                $"""
                SELECT coalesce(sum(rendered_samples), 0), coalesce(sum(listened_samples), 0), coalesce(sum(cpu_microseconds), 0),
                    coalesce(sum(bytes_sent), 0), coalesce(sum(commands), 0), coalesce(sum(late_cues), 0),
                    coalesce(sum(model_cpu_microseconds), 0), coalesce(sum(model_accelerator_microseconds), 0), coalesce(sum(model_tokens), 0)
                FROM usage WHERE {where} AND at >= $3 AND at < $4
                """,
                reader => new UsageRecord(
                    key, to, reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4),
                    reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8)),
                tenant.Value, key.Id, from.UtcTicks, to.UtcTicks)!,
            cancellation);
    }
}
