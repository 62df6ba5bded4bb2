namespace SessionService.Storage.Sqlite;

/// <summary>A write that waits for a commit.</summary>
internal abstract class WriteRequest
{
    /// <summary>Does the work within the transaction; keeps its result.</summary>
    public abstract void Execute(SqliteStatements statements);

    /// <summary>Keeps the exception that it fails with when the batch is committed.</summary>
    public abstract void Refuse(Exception fault);

    /// <summary>Answers with the result or the refusal: the batch is on disk.</summary>
    public abstract void Complete();

    /// <summary>Answers with a failure: the batch is not on disk.</summary>
    public abstract void Fail(Exception fault);
}

/// <inheritdoc/>
internal sealed class WriteRequest<T>(Func<SqliteStatements, T> work) : WriteRequest
{
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;
    private Exception? _refusal;

    public Task<T> Task => _source.Task;

    public override void Execute(SqliteStatements statements)
    {
        _result = work(statements);
    }

    public override void Refuse(Exception fault)
    {
        _refusal = fault;
    }

    public override void Complete()
    {
        if (_refusal is null)
        {
            _source.SetResult(_result);
        }
        else
        {
            _source.SetException(_refusal);
        }
    }

    public override void Fail(Exception fault)
    {
        _source.SetException(fault);
    }
}
