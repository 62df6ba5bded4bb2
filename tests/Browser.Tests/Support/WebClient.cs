namespace SessionService.Browser.Tests.Support;

/// <summary>The built web client: the tests play what a user's page would load.</summary>
internal static class WebClient
{
    /// <summary>Builds it where it has not been built.</summary>
    public static async Task EnsureBuiltAsync()
    {
        string folder = Repository.In("clients", "web");
        if (File.Exists(Path.Combine(folder, "dist", "sessionservice.js")))
        {
            return;
        }

        await Programs.RunAsync("npm", folder, "ci", "--no-audit", "--no-fund");
        await Programs.RunAsync("npm", folder, "run", "build");
    }
}
