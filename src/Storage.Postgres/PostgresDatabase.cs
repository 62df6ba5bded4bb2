using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Npgsql;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Postgres;

/// <summary>The server: reads over a pool of connections, writes through the one writer.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Between two tries.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _reads;
    private readonly PostgresOptions _options;
    private readonly PostgresWriter _writer;

    private PostgresDatabase(NpgsqlDataSource reads, PostgresOptions options)
    {
        _reads = reads;
        _options = options;
        _writer = new PostgresWriter(reads, options);
    }

    /// <summary>Connects, looks whether the server keeps what it acknowledges, and makes the tables where they are missing.</summary>
    /// <exception cref="StoreOpenException">It cannot be reached in time, is too new, or does not keep it.</exception>
    public static async Task<PostgresDatabase> OpenAsync(PostgresOptions options)
    {
        NpgsqlDataSource reads = Source(options);
        try
        {
            await WhileAwayAsync(options, async () => await PostgresSchema.PrepareAsync(reads, options));
            return new PostgresDatabase(reads, options);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or NpgsqlException)
        {
            await reads.DisposeAsync();
            throw new StoreOpenException(StoreOpenFailure.Inaccessible, $"PostgreSQL cannot be opened: {fault.Message}", fault);
        }
        catch
        {
            await reads.DisposeAsync();
            throw;
        }
    }

    public Task<T> WriteAsync<T>(PostgresStatement statement, Func<NpgsqlDataReader, T> map, CancellationToken cancellation = default)
    {
        return _writer.WriteAsync(statement, map, cancellation);
    }

    /// <summary>The first row; the default where there is none.</summary>
    public async Task<T?> FirstAsync<T>(PostgresStatement statement, Func<NpgsqlDataReader, T> map, CancellationToken cancellation = default)
    {
        List<T> rows = await AllAsync(statement, map, cancellation);
        return rows.Count == 0 ? default : rows[0];
    }

    /// <summary>All rows; tried again while the server is away.</summary>
    /// <exception cref="StoreUnavailableException">It is away for longer than the options allow, or refuses.</exception>
    public async Task<List<T>> AllAsync<T>(PostgresStatement statement, Func<NpgsqlDataReader, T> map, CancellationToken cancellation = default)
    {
        List<T> rows = [];
        await WhileAwayAsync(
            _options,
            async () =>
            {
                rows.Clear();
                await using NpgsqlConnection connection = await _reads.OpenConnectionAsync(cancellation);
                await using NpgsqlCommand command = Command(connection, statement);
                await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    rows.Add(map(reader));
                }
            },
            cancellation);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _reads.DisposeAsync();
    }

    [SuppressMessage("Security", "CA2100", Justification = "All texts are constants of this project; values are bound.")]
    private static NpgsqlCommand Command(NpgsqlConnection connection, PostgresStatement statement)
    {
        var command = new NpgsqlCommand(statement.Sql, connection);
        statement.Bind(command.Parameters);
        return command;
    }

    private static NpgsqlDataSource Source(PostgresOptions options)
    {
        try
        {
            var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
            {
                SearchPath = options.Schema,
                MaxPoolSize = options.ReadConnections + 1,
                MaxAutoPrepare = 40,
                AutoPrepareMinUsages = 2,
                CommandTimeout = Math.Max(1, (int)options.CommandTimeout.TotalSeconds),
                Timeout = 5,
                KeepAlive = 10,
                ApplicationName = "session-service",
            };
            return NpgsqlDataSource.Create(text);
        }
        catch (ArgumentException fault)
        {
            throw new StoreOpenException(StoreOpenFailure.Inaccessible, $"The connection string of PostgreSQL cannot be read: {fault.Message}", fault);
        }
    }

    private static async Task WhileAwayAsync(PostgresOptions options, Func<Task> attempt, CancellationToken cancellation = default)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await attempt();
                return;
            }
            catch (Exception fault) when (PostgresFaults.MayPass(fault) && !cancellation.IsCancellationRequested)
            {
                if (Stopwatch.GetElapsedTime(began) >= options.UnavailableAfter)
                {
                    throw new StoreUnavailableException($"PostgreSQL does not answer: {fault.Message}", fault);
                }
            }
            catch (PostgresException fault)
            {
                throw new StoreUnavailableException($"PostgreSQL refuses: {fault.MessageText}", fault);
            }

            await Task.Delay(Pause, cancellation);
        }
    }
}
