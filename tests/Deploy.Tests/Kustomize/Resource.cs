using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>One object of a cluster.</summary>
/// <param name="Tree">All of it.</param>
/// <param name="From">File it was read from, relative to the manifests' folder.</param>
internal sealed record Resource(JsonObject Tree, string From)
{
    /// <summary>Its kind.</summary>
    public string Kind => Tree.Text("kind") ?? "";

    /// <summary>Group and version.</summary>
    public string ApiVersion => Tree.Text("apiVersion") ?? "";

    /// <summary>Its name.</summary>
    public string Name => Tree.Text("metadata", "name") ?? "";

    /// <summary>Its namespace; null where it has none.</summary>
    public string? Namespace => Tree.Text("metadata", "namespace");

    /// <summary>Whether objects of this kind stand outside of namespaces.</summary>
    public bool ClusterWide => Kind is "Namespace" or "ClusterRole" or "ClusterRoleBinding" or "ClusterPolicy" or "ClusterImagePolicy"
        or "PriorityClass" or "StorageClass" or "CustomResourceDefinition";

    /// <summary>Template of its pods; null where it makes none.</summary>
    public JsonObject? PodTemplate => Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "Job" ? Tree.At("spec", "template") as JsonObject : null;

    /// <summary>All containers of its pods, those that run first included.</summary>
    public IEnumerable<JsonObject> Containers =>
        PodTemplate.List("spec", "initContainers").Concat(PodTemplate.List("spec", "containers")).OfType<JsonObject>();

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}/{Name}";
}
