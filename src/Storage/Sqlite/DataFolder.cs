namespace SessionService.Storage.Sqlite;

/// <summary>
/// The folder of the database, held by one process, or by several that agree to share it. The lock file also remembers
/// whether the holder before closed properly: it holds a byte while the folder is in use.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? @lock, bool closedProperly, bool shared)
    {
        Path = path;
        _lock = @lock;
        ClosedProperly = closedProperly;
        Shared = shared;
    }

    public string Path { get; }

    public string DatabasePath => System.IO.Path.Combine(Path, "sessions.db");

    /// <summary>Whether the one who had it before closed it, or it is new.</summary>
    public bool ClosedProperly { get; }

    /// <summary>Whether others may have it too.</summary>
    public bool Shared { get; }

    /// <summary>Takes the folder, making it where it is missing.</summary>
    /// <param name="path">Where.</param>
    /// <param name="shared">Whether others who share may have it too.</param>
    /// <exception cref="StoreOpenException">It is in use, or cannot be used.</exception>
    public static DataFolder Take(string path, bool shared)
    {
        path = System.IO.Path.GetFullPath(path);
        FileStream? held = null;
        try
        {
            MakeFolder(path);
            held = TakeLock(path, shared);
            var folder = new DataFolder(path, held, shared || held.Length == 0, shared);
            held.WriteByte((byte)'1');
            held.Flush(flushToDisk: true);
            folder.MakePrivate();
            return folder;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw new StoreOpenException(
                StoreOpenFailure.Inaccessible, $"The data folder {path} cannot be created or written: {fault.Message}", fault);
        }
    }

    /// <summary>Takes the folder, or joins the process that has it, where what is done is short and not about sessions.</summary>
    /// <exception cref="StoreOpenException">It cannot be used.</exception>
    public static DataFolder TakeOrJoin(string path)
    {
        try
        {
            return Take(path, shared: false);
        }
        catch (StoreOpenException fault) when (fault.Reason == StoreOpenFailure.InUse)
        {
            return new DataFolder(System.IO.Path.GetFullPath(path), null, closedProperly: true, shared: true);
        }
    }

    /// <summary>Notes that everything was closed, unless others may be at work, and lets the folder go.</summary>
    public void CloseProperly()
    {
        if (!Shared)
        {
            _lock!.SetLength(0);
            _lock.Flush(flushToDisk: true);
        }

        Dispose();
    }

    /// <summary>Lets the folder go as a crash would.</summary>
    public void Dispose()
    {
        _lock?.Dispose();
    }

    // What is made here is the owner's alone: it holds the server's secrets. A folder that was there keeps its mode.
    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    private static FileStream TakeLock(string path, bool shared)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = shared ? FileShare.ReadWrite : FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        string file = System.IO.Path.Combine(path, "sessions.lock");
        try
        {
            return new FileStream(file, options);
        }
        catch (IOException fault) when (File.Exists(file))
        {
            throw new StoreOpenException(
                StoreOpenFailure.InUse, $"The data folder {path} is in use by another process; stop that one, or choose another folder.", fault);
        }
    }

    // SQLite gives its -wal and -shm files the mode of the database itself.
    private void MakePrivate()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        if (!File.Exists(DatabasePath))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            new FileStream(DatabasePath, options).Dispose();
        }

        File.SetUnixFileMode(DatabasePath, OwnerOnly);
    }
}
