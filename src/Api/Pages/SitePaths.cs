namespace SessionService.Api.Pages;

/// <summary>
/// Where the pages, the built client and the examples are: beside a published program, or in the repository that the
/// program runs from, whichever is found first from the content root and then from the program upwards.
/// </summary>
internal sealed class SitePaths
{
    /// <summary>Looks for the folders.</summary>
    public SitePaths(IHostEnvironment environment)
        : this([environment.ContentRootPath, AppContext.BaseDirectory])
    {
    }

    /// <summary>Looks for the folders from the given places upwards.</summary>
    internal SitePaths(IReadOnlyList<string> starts)
    {
        Demo = Find(starts, "demo", "index.html");
        Client = Find(starts, Path.Combine("clients", "web", "dist"), "sessionservice.js");
        Examples = Find(starts, "examples", "*.json");
        Models = Find(starts, "models", "README.md");
    }

    /// <summary>The demo's pages; null where they are missing.</summary>
    public string? Demo { get; }

    /// <summary>The built client; null where it has not been built.</summary>
    public string? Client { get; }

    /// <summary>The example maps; null where they are missing.</summary>
    public string? Examples { get; }

    /// <summary>The model packages that come with the service; null where they are missing.</summary>
    public string? Models { get; }

    private static string? Find(IReadOnlyList<string> starts, string folder, string holds)
    {
        foreach (string start in starts)
        {
            for (DirectoryInfo? at = new(start); at is not null; at = at.Parent)
            {
                string candidate = Path.Combine(at.FullName, folder);
                if (Directory.Exists(candidate) && Directory.EnumerateFiles(candidate, holds).Any())
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
