using System.Text.RegularExpressions;

namespace SessionService.Architecture.Tests;

/// <summary>Documents point at things that are there.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Links_between_documents_lead_somewhere()
    {
        List<string> broken = [];
        foreach (string path in Tree.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal)))
        {
            string text = Fences().Replace(Tree.Read(path), m => new string('\n', m.Value.AsSpan().Count('\n')));
            foreach (Match link in Links().Matches(text))
            {
                string target = link.Groups["target"].Value;
                string? fault = Fault(path, target);
                if (fault is not null)
                {
                    broken.Add($"{path}:{Tree.LineOf(text, link.Index)}: {target} ({fault})");
                }
            }
        }

        Assert.True(broken.Count == 0, $"{string.Join("\n", broken)}\nWrite the page or correct the link.");
    }

    [Theory]
    [InlineData("Slug of a heading", "slug-of-a-heading")]
    [InlineData("1. `./run`, and more", "1-run-and-more")]
    [InlineData("Opening", "opening")]
    public void Headings_become_anchors_as_the_code_hosts_make_them(string heading, string anchor) => Assert.Equal(anchor, Anchor(heading));

    [Fact]
    public void The_index_lists_every_page()
    {
        string index = Tree.Read("docs/README.md");
        string[] missing =
        [
            .. Tree.Files.Where(f => f.StartsWith("docs/", StringComparison.Ordinal) && f.EndsWith(".md", StringComparison.Ordinal) && f is not "docs/README.md")
                .Select(f => f["docs/".Length..]).Where(f => !index.Contains($"({f})", StringComparison.Ordinal)),
        ];

        Assert.True(missing.Length == 0, $"docs/README.md has no line for {string.Join(", ", missing)}.");
    }

    private static string? Fault(string path, string target)
    {
        if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
        {
            return null;
        }

        int hash = target.IndexOf('#', StringComparison.Ordinal);
        string file = hash < 0 ? target : target[..hash];
        string full = file.Length == 0
            ? Tree.Absolute(path)
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Tree.Absolute(path))!, Uri.UnescapeDataString(file)));
        if (!full.StartsWith(Tree.Root, StringComparison.Ordinal))
        {
            return "outside the repository";
        }

        if (!File.Exists(full) && !Directory.Exists(full))
        {
            return "no such file";
        }

        bool hasAnchor = hash >= 0 && full.EndsWith(".md", StringComparison.Ordinal);
        return hasAnchor && !Anchors(File.ReadAllText(full)).Contains(target[(hash + 1)..]) ? "no such heading" : null;
    }

    private static HashSet<string> Anchors(string text) =>
        [.. Headings().Matches(Fences().Replace(text, "")).Select(m => Anchor(m.Groups["text"].Value))];

    private static string Anchor(string heading) =>
        NotInAnchors().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Links();

    [GeneratedRegex("^```.*?^```", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.Singleline, 2000)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^#+ +(?<text>.+)$", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex NotInAnchors();
}
