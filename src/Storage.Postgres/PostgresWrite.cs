using System.Diagnostics;
using Npgsql;

namespace SessionService.Storage.Postgres;

/// <summary>A write that waits for its transaction: one statement.</summary>
internal abstract class PostgresWrite(PostgresStatement statement)
{
    private readonly long _began = Stopwatch.GetTimestamp();

    public TimeSpan Age => Stopwatch.GetElapsedTime(_began);

    public NpgsqlBatchCommand Command()
    {
        var command = new NpgsqlBatchCommand(statement.Sql);
        statement.Bind(command.Parameters);
        return command;
    }

    /// <summary>Keeps what the statement came to until that is durable.</summary>
    public abstract void Read(NpgsqlDataReader reader);

    public abstract void Complete();

    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
/// <param name="statement">The statement.</param>
/// <param name="map">Reads its rows.</param>
internal sealed class PostgresWrite<T>(PostgresStatement statement, Func<NpgsqlDataReader, T> map) : PostgresWrite(statement)
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    public Task<T> Task => _source.Task;

    public override void Read(NpgsqlDataReader reader)
    {
        _result = map(reader);
    }

    public override void Complete()
    {
        _source.SetResult(_result);
    }

    public override void Fail(Exception fault)
    {
        _source.SetException(fault);
    }
}
