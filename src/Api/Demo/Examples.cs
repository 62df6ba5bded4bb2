using System.Text.Json;
using SessionService.Api.Pages;

namespace SessionService.Api.Demo;

/// <summary>An example that the demo can play.</summary>
/// <param name="Name">Name of its file, such as <c>game</c>.</param>
/// <param name="Title">Title of the map.</param>
internal sealed record ExampleView(string Name, string Title);

/// <summary>The example maps in <c>examples/</c>; read when asked for, so that an edited map is heard at once.</summary>
internal sealed class Examples(SitePaths paths, ServiceOptions options)
{
    /// <summary>The examples in order of name.</summary>
    public async Task<IReadOnlyList<ExampleView>> ListAsync(CancellationToken cancellation)
    {
        List<ExampleView> list = [];
        if (Folder is { } folder)
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            {
                string name = Path.GetFileNameWithoutExtension(file);
                if (Http.Ids.IsValid(name))
                {
                    list.Add(new ExampleView(name, TitleOf(await File.ReadAllTextAsync(file, cancellation)) ?? name));
                }
            }
        }

        return list;
    }

    /// <summary>The map of an example; null where there is none of that name.</summary>
    public async Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        if (Folder is not { } folder || !Http.Ids.IsValid(name))
        {
            return null;
        }

        string file = Path.Combine(folder, name + ".json");
        return File.Exists(file) ? await File.ReadAllTextAsync(file, cancellation) : null;
    }

    /// <summary>The title that a map gives itself.</summary>
    public static string? TitleOf(string map)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(map);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("name", out JsonElement title) && title.ValueKind == JsonValueKind.String
                ? title.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string? Folder => options.Demo.Examples.Length > 0 ? options.Demo.Examples : paths.Examples;
}
