using System.Text.Json;
using System.Text.RegularExpressions;

namespace SessionService.Architecture.Tests;

/// <summary>The solution holds every project, and the filter every one whose packages any feed has.</summary>
public sealed partial class SolutionTests
{
    private static readonly string[] NeedsFullFeed = ["Bench.Cluster", "Chaos", "Grains", "Silo", "Storage.Azure", "Storage.Cluster", "Storage.Cluster.Bench", "Storage.Postgres", "Storage.Redis", "Storage.S3"];

    [Fact]
    public void The_solution_has_every_project_of_the_tree()
    {
        string[] inTree = [.. Tree.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))];
        string[] missing = [.. inTree.Except(SolutionProjects(), StringComparer.Ordinal)];
        string[] gone = [.. SolutionProjects().Except(inTree, StringComparer.Ordinal)];

        Assert.True(missing.Length == 0, $"dotnet sln SessionService.sln add {string.Join(' ', missing)}");
        Assert.True(gone.Length == 0, $"dotnet sln SessionService.sln remove {string.Join(' ', gone)}");
    }

    [Fact]
    public void The_filter_has_every_project_that_any_feed_can_restore()
    {
        string[] expected = [.. SolutionProjects().Where(p => !IsForFullFeed(p))];
        string[] missing = [.. expected.Except(FilterProjects(), StringComparer.Ordinal)];
        string[] extra = [.. FilterProjects().Except(expected, StringComparer.Ordinal)];

        Assert.True(missing.Length == 0, $"Add to Standalone.slnf: {string.Join(", ", missing)}");
        Assert.True(extra.Length == 0, $"Take out of Standalone.slnf: {string.Join(", ", extra)}");
    }

    private static bool IsForFullFeed(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string subject = name.EndsWith(".Tests", StringComparison.Ordinal) ? name[..^".Tests".Length] : name;
        return NeedsFullFeed.Contains(subject, StringComparer.Ordinal);
    }

    private static string[] SolutionProjects() =>
        [.. ProjectLine().Matches(Tree.Read("SessionService.sln")).Select(m => m.Groups["path"].Value.Replace('\\', '/'))];

    private static string[] FilterProjects()
    {
        using JsonDocument json = JsonDocument.Parse(Tree.Read("Standalone.slnf"));
        return [.. json.RootElement.GetProperty("solution").GetProperty("projects").EnumerateArray()
            .Select(e => (e.GetString() ?? "").Replace('\\', '/'))];
    }

    [GeneratedRegex("\"(?<path>[^\"]+\\.csproj)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ProjectLine();
}
