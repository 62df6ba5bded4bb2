using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>Read-only connections beside the writer; in WAL mode they see the last commit and wait for nobody.</summary>
internal sealed class ReadPool(Func<SqliteStatements> open) : IDisposable
{
    private const int MostIdle = 8;

    private readonly ConcurrentBag<SqliteStatements> _idle = [];
    private volatile bool _closed;

    /// <summary>Reads on the caller's thread. Work is short: a row, or a page of them.</summary>
    public T Read<T>(Func<SqliteStatements, T> work)
    {
        if (_closed)
        {
            throw new StoreUnavailableException("The store is closed.");
        }

        SqliteStatements? statements = null;
        try
        {
            if (!_idle.TryTake(out statements))
            {
                statements = open();
            }

            T result = work(statements);
            Return(statements);
            return result;
        }
        catch (SqliteException fault)
        {
            statements?.Dispose();
            throw new StoreUnavailableException($"The store could not be read: {fault.Message}", fault);
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out SqliteStatements? statements))
        {
            statements.Dispose();
        }
    }

    private void Return(SqliteStatements statements)
    {
        if (_closed || _idle.Count >= MostIdle)
        {
            statements.Dispose();
        }
        else
        {
            _idle.Add(statements);
        }
    }
}
