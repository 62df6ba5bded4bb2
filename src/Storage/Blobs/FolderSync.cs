using System.Runtime.InteropServices;

namespace SessionService.Storage.Blobs;

/// <summary>
/// Tells the disk to keep which names a folder has: a file that was synchronised can still lose its name with the power.
/// The base library opens no folder, so this asks the system (POSIX <c>open</c>, <c>fsync</c>, <c>close</c>).
/// </summary>
internal static class FolderSync
{
    /// <exception cref="IOException">The system did not.</exception>
    public static void Synchronise(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // There the file system keeps names in its own journal.
            return;
        }

        int folder = Open(path, 0);
        if (folder < 0)
        {
            throw new IOException($"{path} cannot be opened: error {Marshal.GetLastPInvokeError()}.");
        }

        int failed = Fsync(folder);
        int error = Marshal.GetLastPInvokeError();
        _ = Close(folder);
        if (failed != 0)
        {
            throw new IOException($"{path} cannot be synchronised: error {error}.");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
