namespace SessionService.Chaos.Cluster;

/// <summary>A disk of 64 MiB in memory under a folder, which can be filled. Needs root.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string folder;

    public SmallDisk(string folder)
    {
        this.folder = folder;
        Signals.Run("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder);
    }

    private string Ballast => Path.Combine(folder, "ballast");

    /// <summary>Leaves no byte.</summary>
    public void Fill()
    {
        byte[] block = new byte[4096];
        using FileStream file = new(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    public void Dispose() => Signals.Run("umount", folder);
}
