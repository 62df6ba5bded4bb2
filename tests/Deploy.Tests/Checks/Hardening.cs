using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>Every pod has as little as it can: no root, no writable image, no capability, no secret in the open, a fixed image.</summary>
internal static class Hardening
{
    private static readonly string[] SecretWords = ["password", "secret", "operatorkey", "connectionstring", "apikey", "privatekey"];

    /// <summary>What a pod has too much of.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<Resource> resources)
    {
        foreach (Resource resource in resources.Where(r => r.PodTemplate is not null))
        {
            foreach (string fault in Pod(resource.PodTemplate!["spec"]!).Concat(resource.Containers.SelectMany(Container)))
            {
                yield return $"{resource}: {fault}";
            }
        }

        foreach (Resource resource in resources.Where(r => r.Kind == "Secret"))
        {
            yield return $"{resource}: a secret stands in no manifest";
        }
    }

    private static IEnumerable<string> Pod(JsonNode pod)
    {
        (string Path, string Expected)[] expected =
        [
            ("securityContext/runAsNonRoot", "true"), ("securityContext/seccompProfile/type", "RuntimeDefault"), ("enableServiceLinks", "false"),
        ];
        foreach ((string path, string value) in expected.Where(e => pod.Text(e.Path.Split('/')) != e.Expected))
        {
            yield return $"{path} is not {value}";
        }

        foreach (string open in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(name => pod.Text(name) == "true"))
        {
            yield return $"{open} is on";
        }

        if (pod.Text("securityContext", "runAsUser") is null or "0" || pod.Text("automountServiceAccountToken") is null)
        {
            yield return "the user or the token of the service account is left open";
        }

        foreach (JsonNode volume in pod.List("volumes").Where(v => v.At("hostPath") is not null || v.At("emptyDir") is { } dir && dir.At("sizeLimit") is null))
        {
            yield return $"volume {volume.Text("name")} is the node's, or has no limit";
        }
    }

    private static IEnumerable<string> Container(JsonObject container)
    {
        string name = container.Text("name")!;
        (string Path, string Expected)[] expected =
        [
            ("securityContext/allowPrivilegeEscalation", "false"), ("securityContext/readOnlyRootFilesystem", "true"), ("securityContext/capabilities/drop/0", "ALL"),
        ];
        foreach ((string path, string value) in expected.Where(e => container.Text(e.Path.Split('/')) != e.Expected))
        {
            yield return $"{name}: {path} is not {value}";
        }

        if (container.At("securityContext", "capabilities", "add") is not null || container.Text("securityContext", "privileged") == "true")
        {
            yield return $"{name}: privileges are added";
        }

        foreach (string[] path in new string[][] { ["requests", "cpu"], ["requests", "memory"], ["limits", "memory"] }.Where(p => container.Text(["resources", .. p]) is null))
        {
            yield return $"{name}: no {string.Join('/', path)}";
        }

        string image = container.Text("image")!;
        string tag = image[(image.LastIndexOf('/') + 1)..];
        if (!tag.Contains(':', StringComparison.Ordinal) || tag.EndsWith(":latest", StringComparison.Ordinal))
        {
            yield return $"{name}: image {image} has no fixed tag";
        }

        foreach (JsonNode env in container.List("env").Where(IsLiteralSecret))
        {
            yield return $"{name}: {env.Text("name")} is a secret in the open";
        }
    }

    private static bool IsLiteralSecret(JsonNode env)
    {
        string name = env.Text("name")!.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        bool secret = SecretWords.Any(word => name.Contains(word, StringComparison.Ordinal))
            || name.EndsWith("redis", StringComparison.Ordinal) || name.EndsWith("postgres", StringComparison.Ordinal);
        string value = env.Text("value") ?? "";
        return (secret && env.At("valueFrom", "secretKeyRef") is null) || value.Contains("password=", StringComparison.OrdinalIgnoreCase);
    }
}
