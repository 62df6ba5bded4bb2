using System.Xml.Linq;

namespace SessionService.Architecture.Tests;

/// <summary>Who may know whom: the table of docs/design.md.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Nobody = [];

    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Music"] = Nobody,
        ["Audio"] = Nobody,
        ["Synthesis"] = ["Music"],
        ["Synthesis.SoundFont"] = ["Music", "Synthesis", "Audio"],
        ["Inference"] = ["Music"],
        ["Inference.Onnx"] = ["Inference"],
        ["Sessions"] = ["Music", "Synthesis", "Audio", "Inference"],
        ["Storage"] = ["Sessions"],
        ["Storage.Azure"] = ["Sessions", "Storage"],
        ["Storage.Postgres"] = ["Sessions", "Storage"],
        ["Storage.Redis"] = ["Sessions", "Storage"],
        ["Storage.S3"] = ["Sessions", "Storage"],
        ["Grains"] = ["Sessions"],
        ["Api"] = ["Sessions", "Storage", "Synthesis.SoundFont", "Inference", "Inference.Onnx"],
        ["Silo"] = ["Grains", "Api", "Storage", "Storage.Azure", "Storage.Redis", "Storage.Postgres", "Storage.S3"],
    };

    private static readonly string[] NoPackages = ["Music", "Synthesis", "Audio"];

    [Fact]
    public void Every_project_under_src_has_its_row_in_the_table()
    {
        string[] unknown = [.. Tree.Projects("src").Select(NameOf).Where(name => !MayKnow.ContainsKey(name))];

        Assert.True(unknown.Length == 0,
            $"No row for {string.Join(", ", unknown)}: say in docs/design.md whom it may know, then add the row to MayKnow here.");
    }

    [Fact]
    public void References_point_the_way_of_the_table()
    {
        List<string> wrong = [];
        foreach (string project in Tree.Projects("src"))
        {
            string name = NameOf(project);
            string[] allowed = MayKnow.GetValueOrDefault(name, Nobody);
            wrong.AddRange(References(project).Where(to => !allowed.Contains(to, StringComparer.Ordinal)).Select(to => $"{name} -> {to}"));
        }

        Assert.True(wrong.Count == 0,
            $"References the wrong way: {string.Join("; ", wrong)}. Put a port (an interface) where it is needed and let a host compose it.");
    }

    [Fact]
    public void The_core_takes_no_package_and_no_framework_but_the_base_library()
    {
        List<string> wrong = [];
        foreach (string project in Tree.Projects("src").Where(p => NoPackages.Contains(NameOf(p), StringComparer.Ordinal)))
        {
            XDocument xml = XDocument.Parse(Tree.Read(project));
            wrong.AddRange(xml.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "FrameworkReference")
                .Select(e => $"{project}: {(string?)e.Attribute("Include")}"));
        }

        Assert.True(wrong.Count == 0,
            $"Music, Synthesis and Audio stand on the base library alone: {string.Join("; ", wrong)}. Put it in a project of its own.");
    }

    [Fact]
    public void Nothing_under_src_knows_a_test_or_a_benchmark_and_tests_do_not_know_one_another()
    {
        List<string> wrong = [];
        foreach (string project in Tree.Projects("src").Concat(Tree.Projects("tests")).Concat(Tree.Projects("bench")))
        {
            string from = project[..project.IndexOf('/', StringComparison.Ordinal)];
            wrong.AddRange(ReferencePaths(project)
                .Where(to => to.StartsWith("tests/", StringComparison.Ordinal) || (from is "src" && to.StartsWith("bench/", StringComparison.Ordinal)))
                .Select(to => $"{project} -> {to}"));
        }

        Assert.True(wrong.Count == 0, $"Wrong: {string.Join("; ", wrong)}. Move what is shared to where both may look.");
    }

    private static string NameOf(string project) => Path.GetFileNameWithoutExtension(project);

    private static IEnumerable<string> References(string project) => ReferencePaths(project).Select(NameOf);

    private static IEnumerable<string> ReferencePaths(string project)
    {
        string folder = Path.GetDirectoryName(Tree.Absolute(project))!;
        foreach (XElement reference in XDocument.Parse(Tree.Read(project)).Descendants("ProjectReference"))
        {
            string include = ((string?)reference.Attribute("Include") ?? "").Replace('\\', '/');
            yield return Path.GetRelativePath(Tree.Root, Path.GetFullPath(Path.Combine(folder, include))).Replace('\\', '/');
        }
    }
}
