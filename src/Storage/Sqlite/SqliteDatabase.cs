using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SessionService.Storage.Sqlite;

/// <summary>
/// The embedded store: one SQLite file, <c>sessions.db</c>, in a folder that one process holds, or that processes of one
/// machine share. Write-ahead log, <c>synchronous=FULL</c>: a commit returns when the disk has it. The stores beside it take
/// it as their argument.
/// </summary>
public sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly SqliteStatements _writing;
    private readonly GroupCommitter _committer;
    private readonly ReadPool _reads;
    private int _disposed;

    private SqliteDatabase(DataFolder folder, SqliteStatements writing, SqliteOptions options, TimeProvider time)
    {
        _folder = folder;
        _writing = writing;
        Time = time;
        _committer = new GroupCommitter(writing, options);
        _reads = new ReadPool(() => Connect(folder.DatabasePath, SqliteOpenMode.ReadOnly));
    }

    /// <summary>The folder, as a full path.</summary>
    public string Folder => _folder.Path;

    /// <summary>What the writer has done.</summary>
    public WriteStatistics Statistics => _committer.Statistics;

    internal TimeProvider Time { get; }

    /// <summary>Opens a folder, making it and the tables where they are missing.</summary>
    /// <param name="folder">Where; made with mode 0700, its files 0600.</param>
    /// <param name="time">The clock of what the store dates itself; the system's where null.</param>
    /// <param name="options">The defaults where null.</param>
    /// <exception cref="StoreOpenException">It is in use, damaged, too new or inaccessible.</exception>
    public static SqliteDatabase Open(string folder, TimeProvider? time = null, SqliteOptions? options = null)
    {
        return Open(DataFolder.Take(folder, options?.Shared ?? false), time, options);
    }

    /// <summary>
    /// As <see cref="Open(string, TimeProvider?, SqliteOptions?)"/>, and also while another process has the folder: for
    /// commands such as making a key, which SQLite itself keeps apart. Sessions have one process only.
    /// </summary>
    /// <param name="folder">Where.</param>
    /// <param name="time">The clock of what the store dates itself; the system's where null.</param>
    /// <exception cref="StoreOpenException">It is damaged, too new or inaccessible.</exception>
    public static SqliteDatabase OpenBeside(string folder, TimeProvider? time = null) =>
        Open(DataFolder.TakeOrJoin(folder), time, null);

    private static SqliteDatabase Open(DataFolder held, TimeProvider? time, SqliteOptions? options)
    {
        options ??= new SqliteOptions();
        SqliteStatements? writing = null;
        try
        {
            writing = Connect(held.DatabasePath, SqliteOpenMode.ReadWriteCreate);
            Prepare(held, writing, options);
            return new SqliteDatabase(held, writing, options, time ?? TimeProvider.System);
        }
        catch (SqliteException fault)
        {
            writing?.Dispose();
            held.Dispose();
            throw new StoreOpenException(
                StoreOpenFailure.Damaged, $"{held.DatabasePath} cannot be read as a database: {fault.Message} Restore a backup.", fault);
        }
        catch
        {
            writing?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <summary>Commits what waits and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _committer.DisposeAsync();
        _reads.Dispose();
        _writing.Dispose();
        _folder.CloseProperly();
    }

    /// <summary>Writes a consistent copy to a file that must not exist yet, while the service runs.</summary>
    /// <param name="path">The copy.</param>
    public void Backup(string path)
    {
        string full = Path.GetFullPath(path);
        _reads.Read(statements => statements.Execute("VACUUM INTO $1", full));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    internal Task<T> WriteAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellation = default)
    {
        return _committer.WriteAsync(work, cancellation);
    }

    // SQLite has no asynchronous reads; short ones on the caller's thread cost less than handing them over.
    internal Task<T> ReadAsync<T>(Func<SqliteStatements, T> work, CancellationToken cancellation = default)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            return Task.FromResult(_reads.Read(work));
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(fault);
        }
    }

    private static SqliteStatements Connect(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        try
        {
            connection.Open();
            return new SqliteStatements(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(DataFolder folder, SqliteStatements statements, SqliteOptions options)
    {
        statements.Execute("PRAGMA busy_timeout=10000");
        statements.Scalar("PRAGMA journal_mode=WAL");
        statements.Execute("PRAGMA synchronous=FULL");
        statements.Execute("PRAGMA journal_size_limit=67108864");
        if (options.MaxBytes is { } bytes)
        {
            long page = Convert.ToInt64(statements.Scalar("PRAGMA page_size"), CultureInfo.InvariantCulture);
            statements.Scalar($"PRAGMA max_page_count={(bytes / page).ToString(CultureInfo.InvariantCulture)}");
        }

        // After a crash the log has been replayed by now; whether the file is sound is worth the time to know.
        if (!folder.ClosedProperly && statements.Scalar("PRAGMA quick_check(1)") is string verdict && verdict != "ok")
        {
            throw new StoreOpenException(StoreOpenFailure.Damaged, $"{folder.DatabasePath} is damaged: {verdict} Restore a backup.");
        }

        Migrate(folder, statements);
    }

    private static void Migrate(DataFolder folder, SqliteStatements statements)
    {
        // Within a transaction: who shares the folder may be at it too.
        statements.Execute("BEGIN IMMEDIATE");
        long version = (long)statements.Scalar("PRAGMA user_version")!;
        if (version > Migrations.Steps.Count)
        {
            throw new StoreOpenException(
                StoreOpenFailure.TooNew,
                $"{folder.DatabasePath} has format {version}, this version of the service knows up to {Migrations.Steps.Count}.");
        }

        for (int step = (int)version; step < Migrations.Steps.Count; step++)
        {
            string next = (step + 1).ToString(CultureInfo.InvariantCulture);
            statements.Execute($"{Migrations.Steps[step]} PRAGMA user_version={next};");
        }

        statements.Execute("COMMIT");
    }
}
