namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>
/// A server's data, gone after the test. In memory where there is room: a server that is killed leaves the same behind
/// there as on a disk, and many tests share this machine's.
/// </summary>
internal sealed class ServerFolder : IDisposable
{
    private const string Memory = "/dev/shm";
    private const long Room = 1L << 30;

    public ServerFolder()
    {
        string parent = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room ? Memory : System.IO.Path.GetTempPath();
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"server-{Guid.NewGuid():N}")).FullName;
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
