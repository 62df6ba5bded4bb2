using System.Diagnostics;
using System.Globalization;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>A file system of some megabytes in memory; only root may make one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SmallDisk(int megabytes)
    {
        Directory.CreateDirectory(Path);
        string size = megabytes.ToString(CultureInfo.InvariantCulture);
        if (!Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", $"size={size}m,mode=0777", "tmpfs", Path) != 0)
        {
            _folder.Dispose();
            Assert.Skip("Only root may mount a small disk to fill.");
        }
    }

    public string Path => _folder.Path;

    /// <summary>A file that takes room.</summary>
    /// <returns>Its path.</returns>
    public string Fill(int megabytes)
    {
        string path = System.IO.Path.Combine(Path, "ballast");
        File.WriteAllBytes(path, new byte[megabytes << 20]);
        return path;
    }

    /// <summary>A file that takes all the room there is but some.</summary>
    /// <returns>Its path.</returns>
    public string FillAllBut(int megabytes)
    {
        return Fill((int)(new DriveInfo(Path).AvailableFreeSpace >> 20) - megabytes);
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        _folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
