using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>
/// Composes an overlay as `kubectl kustomize` does, for the fields that are used here: so that what is checked is what a
/// cluster gets, on machines without kubectl too. Where kubectl is there, a test compares both.
/// </summary>
internal static class Composer
{
    /// <summary>The objects that an overlay makes.</summary>
    /// <param name="folder">Folder with its `kustomization.yaml`.</param>
    /// <exception cref="InvalidDataException">Something does not fit: a patch without an object, a file twice.</exception>
    public static IReadOnlyList<Resource> Compose(string folder)
    {
        var made = new List<Resource>();
        Apply(Kustomization.Read(Path.GetFullPath(folder)), made);
        return made;
    }

    // What a kustomization changes is what it brings; a component changes everything that is there.
    private static void Apply(Kustomization kustomization, List<Resource> made)
    {
        foreach (string path in kustomization.Resources)
        {
            string full = Path.GetFullPath(Path.Combine(kustomization.Folder, path));
            foreach (Resource resource in Directory.Exists(full) ? Compose(full) : ReadFile(full))
            {
                if (made.Any(other => Same(other, resource)))
                {
                    throw new InvalidDataException($"{resource} comes twice in {kustomization.Folder}.");
                }

                made.Add(resource);
            }
        }

        foreach (string path in kustomization.Components)
        {
            Apply(Kustomization.Read(Path.GetFullPath(Path.Combine(kustomization.Folder, path))), made);
        }

        foreach (JsonNode patch in kustomization.Tree.List("patches"))
        {
            Patches.Apply((JsonObject)patch, kustomization.Folder, made);
        }

        made.RemoveAll(resource => resource.Tree.Count == 0);
        Transformers.Apply(kustomization, made);
    }

    private static IEnumerable<Resource> ReadFile(string path)
    {
        foreach (JsonNode document in YamlReader.Read(File.ReadAllText(path)))
        {
            yield return new Resource((JsonObject)document, Path.GetRelativePath(Support.Repository.Manifests, path));
        }
    }

    private static bool Same(Resource a, Resource b) =>
        (a.ApiVersion, a.Kind, a.Name, a.Namespace) == (b.ApiVersion, b.Kind, b.Name, b.Namespace);
}
