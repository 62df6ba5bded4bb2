namespace SessionService.Browser.Tests.Support;

/// <summary>Where things are in the repository that these tests were built from.</summary>
internal static class Repository
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The built service.</summary>
    public static string Service => In("src", "Api", "bin", Configuration, "net10.0", "SessionService.Api.dll");

    /// <summary>Folder for pictures of the pages; not kept by git.</summary>
    public static string Screenshots => Directory.CreateDirectory(In("artifacts", "screenshots")).FullName;

    /// <summary>A path below the root.</summary>
    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "SessionService.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException($"No SessionService.sln above {AppContext.BaseDirectory}.");
    }
}
