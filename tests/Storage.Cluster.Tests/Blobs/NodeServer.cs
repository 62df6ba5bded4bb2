using SessionService.Storage.Cluster.Tests.Support;

namespace SessionService.Storage.Cluster.Tests.Blobs;

/// <summary>Programs of the packages in the folder <c>servers</c> beside the tests' sources.</summary>
internal static class NodeServer
{
    /// <summary>Starts one.</summary>
    /// <param name="program">Path of its script within <c>node_modules</c>.</param>
    /// <param name="arguments">With what.</param>
    /// <param name="ready">What it says when it serves.</param>
    /// <param name="environment">Variables for it.</param>
    public static ServerProcess Start(
        string program, IEnumerable<string> arguments, string ready, IReadOnlyDictionary<string, string>? environment = null)
    {
        string? node = ServerProcess.Find("node");
        string script = Path.Combine(Servers(), "node_modules", program);
        if (node is null || !File.Exists(script))
        {
            Assert.Skip($"{program} is not installed: npm ci in tests/Storage.Cluster.Tests/servers.");
        }

        return ServerProcess.Start(node!, [script, .. arguments], ready, environment);
    }

    private static string Servers()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string servers = Path.Combine(folder.FullName, "tests", "Storage.Cluster.Tests", "servers");
            if (Directory.Exists(servers))
            {
                return servers;
            }
        }

        return AppContext.BaseDirectory;
    }
}
