using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>Namespace, labels, images and replicas of a kustomization.</summary>
internal static class Transformers
{
    /// <summary>Changes resources as the kustomization says.</summary>
    public static void Apply(Kustomization kustomization, List<Resource> resources)
    {
        if (kustomization.Tree.Text("nameSuffix") is { } suffix)
        {
            // With more than one object their references would have to follow; nothing here needs that.
            resources.Single().Tree["metadata"]!["name"] = resources.Single().Name + suffix;
        }

        foreach (Resource resource in resources)
        {
            if (kustomization.Tree.Text("namespace") is { } name)
            {
                SetNamespace(resource, name);
            }

            foreach (JsonNode labels in kustomization.Tree.List("labels"))
            {
                SetLabels(resource, labels);
            }

            foreach (JsonNode image in kustomization.Tree.List("images"))
            {
                SetImage(resource, image);
            }
        }

        foreach (JsonNode replicas in kustomization.Tree.List("replicas"))
        {
            foreach (Resource resource in resources.Where(r => r.PodTemplate is not null && r.Name == replicas.Text("name")))
            {
                resource.Tree["spec"]!["replicas"] = replicas.At("count")!.DeepClone();
            }
        }
    }

    private static void SetNamespace(Resource resource, string name)
    {
        if (resource.Kind == "Namespace")
        {
            resource.Tree["metadata"]!["name"] = name;
        }
        else if (!resource.ClusterWide)
        {
            resource.Tree["metadata"]!["namespace"] = name;
        }

        // kustomize leaves subjects alone unless they name an account of this build.
        foreach (JsonNode subject in resource.Tree.List("subjects").Where(s => s.Text("kind") == "ServiceAccount"))
        {
            subject["namespace"] = name;
        }
    }

    private static void SetLabels(Resource resource, JsonNode labels)
    {
        if (labels.At("includeSelectors") is not null)
        {
            throw new InvalidDataException("includeSelectors is not used here: a selector must never change.");
        }

        Add((JsonObject)resource.Tree["metadata"]!);
        if (labels.Text("includeTemplates") == "true" && resource.PodTemplate is { } template)
        {
            Add((JsonObject)template["metadata"]!);
        }

        void Add(JsonObject metadata)
        {
            JsonObject map = metadata["labels"] as JsonObject ?? [];
            metadata["labels"] = map;
            foreach ((string key, JsonNode? value) in (JsonObject)labels["pairs"]!)
            {
                map[key] = value!.DeepClone();
            }
        }
    }

    private static void SetImage(Resource resource, JsonNode image)
    {
        foreach (JsonObject container in resource.Containers)
        {
            string old = container.Text("image")!;
            int end = old.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? at : old.LastIndexOf(':');
            string name = end > old.LastIndexOf('/') ? old[..end] : old;
            if (name == image.Text("name"))
            {
                string version = image.Text("digest") is { } digest ? "@" + digest
                    : image.Text("newTag") is { } tag ? ":" + tag : old[name.Length..];
                container["image"] = (image.Text("newName") ?? name) + version;
            }
        }
    }
}
