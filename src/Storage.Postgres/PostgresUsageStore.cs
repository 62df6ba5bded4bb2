using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>Accounts.</summary>
internal sealed class PostgresUsageStore(PostgresDatabase database) : IUsageStore
{
    public Task AddAsync(IReadOnlyList<UsageRecord> records, CancellationToken cancellation = default)
    {
        if (records.Count == 0)
        {
            return Task.CompletedTask;
        }

        T[] Column<T>(Func<UsageRecord, T> value) => [.. records.Select(value)];
        return database.WriteAsync(
            new PostgresStatement(
                """
                INSERT INTO usage (tenant, session, at, rendered_samples, listened_samples, cpu_microseconds, bytes_sent, commands, late_cues,
                    model_cpu_microseconds, model_accelerator_microseconds, model_tokens)
                SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                    $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[])
                RETURNING 1
                """,
                Column(record => record.Session.Tenant.Value), Column(record => record.Session.Id), Column(record => record.At.UtcTicks),
                Column(record => record.RenderedSamples), Column(record => record.ListenedSamples),
                Column(record => record.CpuMicroseconds), Column(record => record.BytesSent), Column(record => record.Commands),
                Column(record => record.LateCues), Column(record => record.ModelCpuMicroseconds),
                Column(record => record.ModelAcceleratorMicroseconds), Column(record => record.ModelTokens)),
            PostgresRows.Any, cancellation);
    }

    public async Task<UsageRecord> SumAsync(
        TenantId tenant, string? session, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation = default)
    {
        var key = new SessionKey(tenant, session ?? string.Empty);
        string where = session is null ? "tenant = $1 AND $2 = ''" : "tenant = $1 AND session = $2";
        UsageRecord? sum = await database.FirstAsync(
            new PostgresStatement(
                $"""
                SELECT coalesce(sum(rendered_samples), 0)::bigint, coalesce(sum(listened_samples), 0)::bigint,
                    coalesce(sum(cpu_microseconds), 0)::bigint, coalesce(sum(bytes_sent), 0)::bigint,
                    coalesce(sum(commands), 0)::bigint, coalesce(sum(late_cues), 0)::bigint,
                    coalesce(sum(model_cpu_microseconds), 0)::bigint, coalesce(sum(model_accelerator_microseconds), 0)::bigint,
                    coalesce(sum(model_tokens), 0)::bigint
                FROM usage WHERE {where} AND at >= $3 AND at < $4
                """,
                tenant.Value, key.Id, from.UtcTicks, to.UtcTicks),
            reader => new UsageRecord(
                key, to, reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5),
                reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8)),
            cancellation);
        return sum!;
    }
}
