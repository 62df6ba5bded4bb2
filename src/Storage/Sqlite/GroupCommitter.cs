using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SessionService.Sessions.Ports;

namespace SessionService.Storage.Sqlite;

/// <summary>
/// The one writer. Writes of all sessions wait in one bounded queue; a thread takes all that wait (up to a limit) into
/// one transaction and answers them after its COMMIT has returned, which is after the disk has been synchronised. While
/// it does, the next batch gathers: under load the cost of synchronising is shared, without load nobody waits for a timer.
/// A write that fails on its own (a conflict) is undone by its savepoint and fails alone. When the medium fails,
/// everything of the batch fails and nothing of it is kept.
/// </summary>
internal sealed class GroupCommitter : IAsyncDisposable
{
    private const int Constraint = 19;

    private readonly SqliteStatements _statements;
    private readonly Channel<WriteRequest> _queue;
    private readonly int _batchLimit;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _writes;
    private long _commits;
    private long _failedCommits;
    private int _largestBatch;

    public GroupCommitter(SqliteStatements statements, SqliteOptions options)
    {
        _statements = statements;
        _batchLimit = options.BatchLimit;
        _queue = Channel.CreateBounded<WriteRequest>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
        _thread = new Thread(Run) { IsBackground = true, Name = "store writer" };
        _thread.Start();
    }

    public WriteStatistics Statistics => new(
        Interlocked.Read(ref _writes), Interlocked.Read(ref _commits), Interlocked.Read(ref _failedCommits), Volatile.Read(ref _largestBatch));

    /// <summary>Queues work and completes when it is on disk. Calls are done in the order they were made.</summary>
    /// <param name="work">Runs on the writer's thread within a transaction; an exception of its own undoes it alone.</param>
    /// <param name="cancellation">Stops waiting; what was queued is done all the same.</param>
    public async Task<T> WriteAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var request = new WriteRequest<T>(work);
        try
        {
            await _queue.Writer.WriteAsync(request, cancellation);
        }
        catch (ChannelClosedException fault)
        {
            throw new StoreUnavailableException("The store is closed.", fault);
        }

        return await request.Task.WaitAsync(cancellation);
    }

    /// <summary>Commits what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _ended.Task;
    }

    private void Run()
    {
        var batch = new List<WriteRequest>(_batchLimit);
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < _batchLimit && _queue.Reader.TryRead(out WriteRequest? request))
            {
                batch.Add(request);
            }

            Commit(batch);
            batch.Clear();
        }

        _ended.SetResult();
    }

    private void Commit(List<WriteRequest> batch)
    {
        try
        {
            _statements.Execute("BEGIN IMMEDIATE");
            foreach (WriteRequest request in batch)
            {
                Apply(request);
            }

            _statements.Execute("COMMIT");
        }
        catch (Exception fault)
        {
            // Whatever happened, the thread must live and every one must be answered.
            RollBack();
            Interlocked.Increment(ref _failedCommits);
            var refusal = new StoreUnavailableException($"The store did not take the write: {fault.Message}", fault);
            batch.ForEach(request => request.Fail(refusal));
            return;
        }

        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _writes, batch.Count);
        Volatile.Write(ref _largestBatch, Math.Max(_largestBatch, batch.Count));
        batch.ForEach(request => request.Complete());
    }

    private void Apply(WriteRequest request)
    {
        _statements.Execute("SAVEPOINT one");
        try
        {
            request.Execute(_statements);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode != Constraint)
        {
            throw;
        }
        catch (Exception fault)
        {
            // Told after the commit: what it conflicts with may be in this very batch.
            request.Refuse(fault);
            _statements.Execute("ROLLBACK TO one");
        }

        _statements.Execute("RELEASE one");
    }

    private void RollBack()
    {
        try
        {
            _statements.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself, as it does where the disk is full.
        }
    }
}
