using Npgsql;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>
/// The one writer: all writes that wait go as one transaction over one connection. Each transaction also writes its own
/// number into the writer's row. Where the answer to COMMIT is lost, that row says whether it was done (reading it waits
/// for the lost transaction, which holds it): nothing is done twice, nor reported failed where it is stored.
/// </summary>
internal sealed class PostgresWriter : IAsyncDisposable
{
    private readonly Guid _id = Guid.NewGuid();
    private readonly NpgsqlDataSource _source;
    private readonly PostgresOptions _options;
    private readonly BatchQueue<PostgresWrite> _queue;
    private NpgsqlConnection? _connection;

    public PostgresWriter(NpgsqlDataSource source, PostgresOptions options)
    {
        _source = source;
        _options = options;
        _queue = new BatchQueue<PostgresWrite>(CommitAsync, options.QueueLength, options.BatchLimit);
    }

    /// <summary>Queues a write and completes with what it came to when that is durable.</summary>
    public async Task<T> WriteAsync<T>(PostgresStatement statement, Func<NpgsqlDataReader, T> map, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var write = new PostgresWrite<T>(statement, map);
        await _queue.AddAsync(write, cancellation);
        return await write.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        try
        {
            if (_connection is not null)
            {
                await ExecuteAsync(_connection, "DELETE FROM writers WHERE id = $1");
            }
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException)
        {
            // The row stays until a writer that starts a week later takes it away.
        }

        await DropAsync();
    }

    private async Task CommitAsync(List<PostgresWrite> batch)
    {
        try
        {
            await CommitWholeAsync(batch);
        }
        catch (PostgresException fault) when (batch.Count > 1 && !PostgresFaults.MayPass(fault) && !PostgresFaults.IsFull(fault))
        {
            // One of them is at fault: each on its own shows which.
            foreach (PostgresWrite write in batch)
            {
                await CommitAsync([write]);
            }
        }
        catch (Exception fault)
        {
            // Whatever happened, the loop must live and every one must be answered.
            string message = fault is PostgresException refusal ? refusal.MessageText : fault.Message;
            var failure = new StoreUnavailableException($"PostgreSQL did not take the write: {message}", fault);
            batch.ForEach(write => write.Fail(failure));
        }
    }

    /// <summary>Does all or nothing, however often the connection is lost meanwhile, and answers.</summary>
    private async Task CommitWholeAsync(List<PostgresWrite> batch)
    {
        var number = Guid.NewGuid();
        bool unknown = false;
        while (true)
        {
            try
            {
                NpgsqlConnection connection = await ConnectAsync();
                if (!unknown || !await WasDoneAsync(connection, number))
                {
                    unknown = false;
                    await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
                    await RunAsync(connection, number, batch);
                    unknown = true;
                    await transaction.CommitAsync();
                }

                batch.ForEach(write => write.Complete());
                return;
            }
            catch (Exception fault) when (PostgresFaults.MayPass(fault))
            {
                await DropAsync();
                if (batch[0].Age >= _options.UnavailableAfter)
                {
                    throw;
                }

                await Task.Delay(PostgresDatabase.Pause);
            }
            catch
            {
                await DropAsync();
                throw;
            }
        }
    }

    private async Task RunAsync(NpgsqlConnection connection, Guid number, List<PostgresWrite> writes)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("UPDATE writers SET batch = $2, at = now() WHERE id = $1")
        {
            Parameters = { new NpgsqlParameter { Value = _id }, new NpgsqlParameter { Value = number } },
        });
        foreach (PostgresWrite write in writes)
        {
            batch.BatchCommands.Add(write.Command());
        }

        // What changes rows and returns none has no result to go to: every write returns rows.
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync();
        for (int i = 0; i < writes.Count; i++)
        {
            writes[i].Read(reader);
            await reader.NextResultAsync();
        }
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        if (_connection is { FullState: System.Data.ConnectionState.Open } open)
        {
            return open;
        }

        await DropAsync();
        NpgsqlConnection connection = await _source.OpenConnectionAsync();
        try
        {
            // A transaction whose node is gone must not hold what others wait for.
            await ExecuteAsync(connection, "SET idle_in_transaction_session_timeout = '10s'");
            await ExecuteAsync(connection, "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'");
            await ExecuteAsync(connection, "DELETE FROM writers WHERE at < now() - interval '7 days' AND id <> $1");
            await ExecuteAsync(connection, "INSERT INTO writers (id, at) VALUES ($1, now()) ON CONFLICT DO NOTHING");
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        return _connection = connection;
    }

    private async Task<bool> WasDoneAsync(NpgsqlConnection connection, Guid number)
    {
        await using var command = new NpgsqlCommand("SELECT batch FROM writers WHERE id = $1 FOR UPDATE", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = _id });
        return await command.ExecuteScalarAsync() is Guid last && last == number;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "All texts are constants of this file.")]
    private async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (sql.Contains("$1", StringComparison.Ordinal))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = _id });
        }

        await command.ExecuteNonQueryAsync();
    }

    private async Task DropAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
