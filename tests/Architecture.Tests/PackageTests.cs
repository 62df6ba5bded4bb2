using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace SessionService.Architecture.Tests;

/// <summary>Where packages come from and why they are there.</summary>
public sealed partial class PackageTests
{
    [Fact]
    public void Versions_are_central_and_exact()
    {
        List<string> wrong = [];
        foreach (string project in Tree.Files.Where(f => Path.GetExtension(f) is ".csproj" or ".props" or ".targets"))
        {
            wrong.AddRange(XDocument.Parse(Tree.Read(project)).Descendants("PackageReference")
                .Where(e => e.Attribute("Version") is not null || e.Attribute("VersionOverride") is not null || e.Element("Version") is not null)
                .Select(e => $"{project}: {(string?)e.Attribute("Include")}"));
        }

        wrong.AddRange(CentralPackages().Where(p => !ExactVersion().IsMatch(p.Version)).Select(p => $"Directory.Packages.props: {p.Name} {p.Version}"));

        Assert.True(wrong.Count == 0, $"{string.Join("; ", wrong)}: put one exact version into Directory.Packages.props and none elsewhere.");
    }

    [Fact]
    public void Every_package_that_is_listed_is_used()
    {
        HashSet<string> used = new(StringComparer.OrdinalIgnoreCase);
        foreach (string project in Tree.Files.Where(f => Path.GetExtension(f) is ".csproj" or ".props" or ".targets"))
        {
            used.UnionWith(XDocument.Parse(Tree.Read(project)).Descendants("PackageReference").Select(e => (string?)e.Attribute("Include") ?? ""));
        }

        string[] idle = [.. CentralPackages().Select(p => p.Name).Where(name => !used.Contains(name))];

        Assert.True(idle.Length == 0, $"Nothing references {string.Join(", ", idle)}: take it out of Directory.Packages.props.");
    }

    [Fact]
    public void Every_dependency_has_its_reason_in_the_docs()
    {
        string page = Tree.Read("docs/dependencies.md");
        string[] silent = [.. CentralPackages().Select(p => p.Name).Concat(NpmPackages()).Where(name => !page.Contains('`' + name + '`', StringComparison.Ordinal))];

        Assert.True(silent.Length == 0, $"docs/dependencies.md does not say why {string.Join(", ", silent)}: write `name` and the reason.");
    }

    [Fact]
    public void Npm_versions_are_exact()
    {
        string[] loose = [.. NpmDependencies().Where(d => !ExactVersion().IsMatch(d.Version)).Select(d => $"{d.Name} {d.Version}")];

        Assert.True(loose.Length == 0, $"{string.Join("; ", loose)}: pin the exact version in package.json.");
    }

    [Fact]
    public void Lock_files_name_no_private_registry()
    {
        List<string> wrong = [];
        foreach (string path in Tree.Files.Where(f => Path.GetFileName(f) is "package-lock.json"))
        {
            wrong.AddRange(ResolvedHost().Matches(Tree.Read(path)).Select(m => m.Groups["host"].Value)
                .Where(host => host is not "registry.npmjs.org").Distinct(StringComparer.Ordinal).Select(host => $"{path}: {host}"));
        }

        Assert.True(wrong.Count == 0, $"{string.Join("; ", wrong)}: write it again with npm config omit-lockfile-registry-resolved=true.");
    }

    private static IEnumerable<(string Name, string Version)> CentralPackages() =>
        XDocument.Parse(Tree.Read("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(e => ((string?)e.Attribute("Include") ?? "", (string?)e.Attribute("Version") ?? ""));

    private static IEnumerable<string> NpmPackages() => NpmDependencies().Select(d => d.Name).Distinct(StringComparer.Ordinal);

    private static IEnumerable<(string Name, string Version)> NpmDependencies()
    {
        foreach (string path in Tree.Files.Where(f => Path.GetFileName(f) is "package.json"))
        {
            using JsonDocument json = JsonDocument.Parse(Tree.Read(path));
            foreach (string kind in new[] { "dependencies", "devDependencies" })
            {
                if (!json.RootElement.TryGetProperty(kind, out JsonElement list))
                {
                    continue;
                }

                foreach (JsonProperty entry in list.EnumerateObject())
                {
                    yield return (entry.Name, entry.Value.GetString() ?? "");
                }
            }
        }
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+([.-][\w.-]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ExactVersion();

    [GeneratedRegex("\"resolved\": *\"https?://(?<host>[^/\"]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex ResolvedHost();
}
