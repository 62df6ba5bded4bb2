using System.Text.RegularExpressions;

namespace SessionService.Architecture.Tests;

/// <summary>House rules about files.</summary>
public sealed partial class FileTests
{
    private const int MostLines = 300;

    /// <summary>Files that may be longer, each with the reason. An entry that is no longer needed fails too.</summary>
    private static readonly Dictionary<string, string> MayBeLonger = new(StringComparer.Ordinal)
    {
    };

    [Fact]
    public void Files_stay_short()
    {
        List<string> tooLong = [];
        foreach (string path in Tree.Files.Where(IsCode))
        {
            int lines = Tree.Read(path).AsSpan().Count('\n');
            if (lines > MostLines && !MayBeLonger.ContainsKey(path))
            {
                tooLong.Add($"{path}: {lines}");
            }
        }

        Assert.True(tooLong.Count == 0,
            $"Over {MostLines} lines:\n{string.Join("\n", tooLong)}\nOne noun per file: split by noun, or add it to MayBeLonger with the reason.");
    }

    [Fact]
    public void Exceptions_to_the_length_rule_are_needed_and_say_why()
    {
        foreach ((string path, string reason) in MayBeLonger)
        {
            Assert.True(File.Exists(Tree.Absolute(path)), $"{path} is gone: take it out of MayBeLonger.");
            Assert.True(Tree.Read(path).AsSpan().Count('\n') > MostLines, $"{path} is short again: take it out of MayBeLonger.");
            Assert.True(reason.Length >= 20, $"{path}: say why it may be longer.");
        }
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        List<string> found = Find(path => true, Unfinished());

        Assert.True(found.Count == 0, $"{string.Join("\n", found)}\nFinish it, or say in docs or CHANGELOG.md plainly that it is not there.");
    }

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        List<string> found = Find(path => path is not "tests/Architecture.Tests/FileTests.cs", MachinePaths());

        Assert.True(found.Count == 0, $"{string.Join("\n", found)}\nPaths are relative to the repository, to the user's folder or to a setting.");
    }

    [Fact]
    public void Text_files_end_lines_with_a_line_feed()
    {
        string[] wrong = [.. Tree.Files.Where(p => !p.EndsWith(".sln", StringComparison.Ordinal) && Tree.Read(p).Contains('\r', StringComparison.Ordinal))];

        Assert.True(wrong.Length == 0, $"Carriage returns in {string.Join(", ", wrong)}: see .editorconfig.");
    }

    [Fact]
    public void Namespaces_follow_the_folders()
    {
        List<string> wrong = [];
        foreach (string path in Tree.Sources("src"))
        {
            string folder = "SessionService." + Path.GetDirectoryName(path)!["src/".Length..].Replace('/', '.');
            Match declared = Namespace().Match(Tree.Read(path));
            if (declared.Success && !(folder + ".").StartsWith(declared.Groups["name"].Value + ".", StringComparison.Ordinal))
            {
                wrong.Add($"{path}: {declared.Groups["name"].Value}");
            }
        }

        Assert.True(wrong.Count == 0, $"{string.Join("\n", wrong)}\nThe folder says the layer: a namespace is that of its folder, or of one above it.");
    }

    [Fact]
    public void Scripts_can_be_run()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        foreach (string script in new[] { "run", "test", ".ci/run", "bench/run", "bench/listen", "tests/chaos/run" }.Where(s => File.Exists(Tree.Absolute(s))))
        {
            Assert.True(File.GetUnixFileMode(Tree.Absolute(script)).HasFlag(UnixFileMode.UserExecute), $"chmod +x {script}");
        }
    }

    private static List<string> Find(Func<string, bool> where, Regex rule)
    {
        List<string> found = [];
        foreach (string path in Tree.Files.Where(where))
        {
            string text = Tree.Read(path);
            found.AddRange(rule.Matches(text).Select(m => $"{path}:{Tree.LineOf(text, m.Index)}: {m.Value}"));
        }

        return found;
    }

    private static bool IsCode(string path) =>
        Path.GetExtension(path) is ".cs" or ".ts" or ".mjs" or ".js" or ".css" or ".sh" || path is "run" or "test" or ".ci/run" or "bench/run" or "bench/listen" or "tests/chaos/run";

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Multiline, 2000)]
    private static partial Regex Namespace();

    // Written so that the rule does not meet itself.
    [GeneratedRegex(@"\b(T[O]DO|F[I]XME|H[A]CK|NotImplemented[E]xception)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w./-])/(work|root|home/\w+|Users/\w+)/[\w.]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex MachinePaths();
}
