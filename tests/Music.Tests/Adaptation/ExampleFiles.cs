using System.Text.Json;

namespace SessionService.Music.Tests.Adaptation;

/// <summary>The files in <c>examples/</c>.</summary>
public static class ExampleFiles
{
    public static readonly string[] Names = ["game", "shop", "reading", "styles"];

    public static byte[] Map(string name) => File.ReadAllBytes(Path.Combine(Folder(), $"{name}.json"));

    public static IReadOnlyList<(long AtMs, string Id, string Event, double? Value)> Events(string name) =>
        [.. File.ReadLines(Path.Combine(Folder(), $"{name}.events.jsonl")).Select(Parse)];

    private static (long AtMs, string Id, string Event, double? Value) Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement root = document.RootElement;
        double? value = root.TryGetProperty("value", out JsonElement given) ? given.GetDouble() : null;
        return (root.GetProperty("at_ms").GetInt64(), root.GetProperty("id").GetString()!, root.GetProperty("event").GetString()!, value);
    }

    private static string Folder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SessionService.sln")))
            {
                return Path.Combine(folder.FullName, "examples");
            }
        }

        throw new InvalidOperationException("The tests run outside the repository.");
    }
}
