using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Kustomize;

namespace SessionService.Deploy.Tests.Support;

/// <summary>The overlays as they are composed.</summary>
internal static class Overlays
{
    private static readonly Dictionary<string, Lazy<IReadOnlyList<Resource>>> Composed = Directory
        .EnumerateDirectories(Path.Combine(Repository.Manifests, "overlays")).Order(StringComparer.Ordinal)
        .ToDictionary(folder => Path.GetFileName(folder), folder => new Lazy<IReadOnlyList<Resource>>(() => Composer.Compose(folder)), StringComparer.Ordinal);

    /// <summary>Their names, as rows of a theory.</summary>
    public static TheoryData<string> Names { get; } = [.. Composed.Keys];

    /// <summary>The objects of one; a copy, so that a test may change it.</summary>
    public static List<Resource> Of(string name) =>
        [.. Composed[name].Value.Select(resource => resource with { Tree = (JsonObject)resource.Tree.DeepClone() })];

    /// <summary>The one object of a kind and name.</summary>
    public static Resource One(this IEnumerable<Resource> resources, string kind, string name) =>
        resources.Single(r => r.Kind == kind && r.Name == name);
}
