namespace SessionService.Deploy.Tests.Support;

/// <summary>The repository this test was built from.</summary>
internal static class Repository
{
    /// <summary>Folder of the solution file.</summary>
    public static string Root { get; } = Find();

    /// <summary>Folder of the manifests.</summary>
    public static string Manifests => At("deploy/k8s");

    /// <summary>A path in it.</summary>
    public static string At(string path) => Path.Combine(Root, path);

    /// <summary>Text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(At(path));

    /// <summary>The C# sources below a folder, as one text.</summary>
    public static string Sources(string folder) => string.Join('\n', Directory
        .EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "SessionService.sln")))
            {
                return at.FullName;
            }
        }

        throw new InvalidOperationException("No SessionService.sln above " + AppContext.BaseDirectory);
    }
}
