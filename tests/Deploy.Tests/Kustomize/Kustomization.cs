using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>A `kustomization.yaml` with the fields that are used here; any other is refused, so that none is left out silently.</summary>
internal sealed class Kustomization
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "apiVersion", "kind", "namespace", "labels", "resources", "components", "patches", "images", "replicas", "nameSuffix",
    };

    private Kustomization(string folder, JsonObject tree)
    {
        Folder = folder;
        Tree = tree;
    }

    /// <summary>Its folder.</summary>
    public string Folder { get; }

    /// <summary>All of it.</summary>
    public JsonObject Tree { get; }

    /// <summary>Files and folders it is made of.</summary>
    public IEnumerable<string> Resources => Tree.List("resources").Select(r => r.Text()!);

    /// <summary>Folders of components.</summary>
    public IEnumerable<string> Components => Tree.List("components").Select(r => r.Text()!);

    /// <summary>Files of patches.</summary>
    public IEnumerable<string> PatchFiles => Tree.List("patches").Select(p => p.Text("path")).OfType<string>();

    /// <summary>Reads the one of a folder.</summary>
    /// <exception cref="InvalidDataException">It has a field that is not known here.</exception>
    public static Kustomization Read(string folder)
    {
        string path = Path.Combine(folder, "kustomization.yaml");
        var tree = (JsonObject)YamlReader.Read(File.ReadAllText(path)).Single();
        string[] unknown = [.. tree.Select(p => p.Key).Where(key => !Known.Contains(key))];
        return unknown.Length == 0
            ? new Kustomization(folder, tree)
            : throw new InvalidDataException($"{path} uses {string.Join(", ", unknown)}, which this composer does not know.");
    }
}
