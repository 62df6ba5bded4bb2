using System.Text;

namespace SessionService.Architecture.Tests;

/// <summary>The repository as files: what a person wrote, not what a build made.</summary>
internal static class Tree
{
    private static readonly HashSet<string> Products = new(StringComparer.Ordinal)
    {
        ".git", "bin", "obj", "node_modules", "dist", "data", "artifacts", "TestResults", ".vs", ".idea", ".vscode",
    };

    private static readonly HashSet<string> TextEndings = new(StringComparer.Ordinal)
    {
        "", ".cs", ".csproj", ".props", ".targets", ".sln", ".slnf", ".ts", ".js", ".mjs", ".css", ".html", ".md", ".json", ".jsonl",
        ".yml", ".yaml", ".sh", ".editorconfig", ".gitignore", ".svg",
    };

    /// <summary>Folder of the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths of all text files relative to <see cref="Root"/>, with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = FindFiles();

    /// <summary>Project files below a folder such as <c>src</c>.</summary>
    public static IEnumerable<string> Projects(string folder) =>
        Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(".csproj", StringComparison.Ordinal));

    /// <summary>C# sources below a folder.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && f.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>Text of a file by its relative path.</summary>
    public static string Read(string path) => File.ReadAllText(Absolute(path), Encoding.UTF8);

    /// <summary>The file's place on this machine.</summary>
    public static string Absolute(string path) => Path.Combine(Root, path);

    /// <summary>Number of the line, from 1, on which the character at <paramref name="index"/> stands.</summary>
    public static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    private static string FindRoot()
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

    private static List<string> FindFiles()
    {
        List<string> found = [];
        Collect(new DirectoryInfo(Root), found);
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static void Collect(DirectoryInfo folder, List<string> found)
    {
        foreach (FileInfo file in folder.EnumerateFiles())
        {
            if (TextEndings.Contains(file.Extension) || TextEndings.Contains(file.Name))
            {
                found.Add(Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));
            }
        }

        foreach (DirectoryInfo child in folder.EnumerateDirectories().Where(d => !Products.Contains(d.Name)))
        {
            Collect(child, found);
        }
    }
}
