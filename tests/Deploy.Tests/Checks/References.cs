using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>What an object names is there: labels, ports, accounts, volumes, secrets, services, scale targets.</summary>
internal static class References
{
    /// <summary>Names that lead nowhere.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<Resource> resources) => resources.SelectMany(resource => resource.Kind switch
    {
        "Deployment" or "StatefulSet" => Pods(resource, resources),
        "Service" => Service(resource, resources),
        "PodDisruptionBudget" or "PodMonitor" => Selects(resource, resources, resource.Tree.At("spec", "selector")),
        "NetworkPolicy" => Selects(resource, resources, resource.Tree.At("spec", "podSelector")),
        "RoleBinding" => Binding(resource, resources),
        "ScaledObject" => Scaled(resource, resources),
        "Ingress" => Ingress(resource, resources),
        "Certificate" => Exists(resource, resources, resource.Tree.Text("spec", "issuerRef", "kind")!, resource.Tree.Text("spec", "issuerRef", "name")!),
        _ => [],
    }).Concat(Whole(resources));

    /// <summary>Whether a label selector fits labels.</summary>
    public static bool Fits(JsonNode? selector, Dictionary<string, string> labels) =>
        selector.Map("matchLabels").All(p => labels.GetValueOrDefault(p.Key) == p.Value)
        && selector.List("matchExpressions").All(e => e.Text("operator") switch
        {
            "In" => labels.TryGetValue(e.Text("key")!, out string? value) && e.List("values").Any(v => v.Text() == value),
            "Exists" => labels.ContainsKey(e.Text("key")!),
            _ => throw new InvalidDataException($"operator {e.Text("operator")} is not used here"),
        });

    /// <summary>Labels of a resource's pods.</summary>
    public static Dictionary<string, string> PodLabels(this Resource resource) => resource.PodTemplate.Map("metadata", "labels");

    private static IEnumerable<string> Pods(Resource resource, IReadOnlyList<Resource> resources)
    {
        JsonNode pod = resource.PodTemplate!["spec"]!;
        if (!Fits(resource.Tree.At("spec", "selector"), resource.PodLabels()))
        {
            yield return $"{resource}: its selector does not fit its own pods";
        }

        foreach (JsonNode spread in pod.List("topologySpreadConstraints").Where(s => !Fits(s.At("labelSelector"), resource.PodLabels())))
        {
            yield return $"{resource}: spread over {spread.Text("topologyKey")} does not fit its own pods";
        }

        if (pod.Text("serviceAccountName") is { } account && !resources.Any(r => r.Kind == "ServiceAccount" && r.Name == account))
        {
            yield return $"{resource}: no account {account}";
        }

        string[] volumes = [.. pod.List("volumes").Concat(resource.Tree.List("spec", "volumeClaimTemplates").Select(c => c["metadata"]!)).Select(v => v.Text("name")!)];
        foreach (JsonObject container in resource.Containers)
        {
            foreach (JsonNode mount in container.List("volumeMounts").Where(m => !volumes.Contains(m.Text("name"), StringComparer.Ordinal)))
            {
                yield return $"{resource}: no volume {mount.Text("name")}";
            }

            foreach (string port in ProbePorts(container).Where(p => !container.List("ports").Any(c => c.Text("name") == p)))
            {
                yield return $"{resource}: a probe asks at {port}, which the container does not have";
            }
        }

        foreach (JsonNode volume in pod.List("volumes").Where(v => v.Text("csi", "volumeAttributes", "secretProviderClass") is { } name && !resources.Any(r => r.Kind == "SecretProviderClass" && r.Name == name)))
        {
            yield return $"{resource}: no class for volume {volume.Text("name")}";
        }

        foreach ((string secret, string? key) in SecretsOf(resource).Where(s => !SecretIsThere(s.Secret, s.Key, resources)))
        {
            yield return $"{resource}: secret {secret} with {key ?? "its keys"} comes from nowhere and the README does not ask for it";
        }
    }

    private static IEnumerable<string> ProbePorts(JsonObject container) =>
        from probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" }
        from how in new[] { "httpGet", "tcpSocket" }
        let port = container.Text(probe, how, "port")
        where port is not null
        select port;

    private static IEnumerable<(string Secret, string? Key)> SecretsOf(Resource resource) =>
        resource.Tree.All().OfType<JsonObject>().Where(map => map["secretKeyRef"] is not null)
            .Select(map => (map.Text("secretKeyRef", "name")!, map.Text("secretKeyRef", "key")))
            .Concat(resource.PodTemplate.List("spec", "volumes").Where(v => v.At("secret") is not null).Select(v => (v.Text("secret", "secretName")!, (string?)null)));

    // Made by an object of the overlay, or by the operator, whom the README asks for it.
    private static bool SecretIsThere(string secret, string? key, IReadOnlyList<Resource> resources)
    {
        bool made = resources.Any(r => r.Kind == "Certificate" && r.Tree.Text("spec", "secretName") == secret)
            || resources.Where(r => r.Kind == "SecretProviderClass").SelectMany(r => r.Tree.List("spec", "secretObjects"))
                .Any(o => o.Text("secretName") == secret && o.List("data").Any(d => d.Text("key") == key));
        string page = Support.Repository.Read("deploy/k8s/README.md");
        return made || (key is not null && page.Contains($"`{secret}`", StringComparison.Ordinal) && page.Contains($"`{key}`", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Service(Resource resource, IReadOnlyList<Resource> resources)
    {
        List<Resource> pods = [.. resources.Where(r => r.PodTemplate is not null && resource.Tree.Map("spec", "selector").All(p => r.PodLabels().GetValueOrDefault(p.Key) == p.Value))];
        if (pods.Count == 0)
        {
            yield return $"{resource}: it selects nothing";
        }

        foreach (JsonNode port in resource.Tree.List("spec", "ports"))
        {
            foreach (Resource pod in pods.Where(p => !p.Containers.Any(c => c.List("ports").Any(n => n.Text("name") == port.Text("targetPort")))))
            {
                yield return $"{resource}: {pod} has no port {port.Text("targetPort")}";
            }
        }
    }

    private static IEnumerable<string> Selects(Resource resource, IReadOnlyList<Resource> resources, JsonNode? selector)
    {
        List<Resource> pods = [.. resources.Where(r => r.PodTemplate is not null && Fits(selector, r.PodLabels()))];
        if (pods.Count == 0)
        {
            yield return $"{resource}: it selects nothing";
        }

        foreach (JsonNode endpoint in resource.Tree.List("spec", "podMetricsEndpoints"))
        {
            foreach (Resource pod in pods.Where(p => !p.Containers.Any(c => c.List("ports").Any(n => n.Text("name") == endpoint.Text("port")))))
            {
                yield return $"{resource}: {pod} has no port {endpoint.Text("port")}";
            }
        }
    }

    private static IEnumerable<string> Binding(Resource resource, IReadOnlyList<Resource> resources) =>
        Exists(resource, resources, resource.Tree.Text("roleRef", "kind")!, resource.Tree.Text("roleRef", "name")!)
            .Concat(resource.Tree.List("subjects").SelectMany(s => Exists(resource, resources, s.Text("kind")!, s.Text("name")!)))
            .Concat(resource.Tree.List("subjects").Where(s => s.Text("namespace") != resource.Namespace).Select(_ => $"{resource}: a subject of another namespace"));

    private static IEnumerable<string> Scaled(Resource resource, IReadOnlyList<Resource> resources)
    {
        string name = resource.Tree.Text("spec", "scaleTargetRef", "name")!;
        Resource? target = resources.FirstOrDefault(r => r.Kind == resource.Tree.Text("spec", "scaleTargetRef", "kind") && r.Name == name);
        if (target is null)
        {
            yield return $"{resource}: nothing to scale";
        }
        else if (target.Tree.At("spec", "replicas") is not null)
        {
            yield return $"{resource}: {target} says its replicas itself, so each apply would undo the autoscaler";
        }
    }

    private static IEnumerable<string> Ingress(Resource resource, IReadOnlyList<Resource> resources) =>
        from rule in resource.Tree.List("spec", "rules")
        from path in rule.List("http", "paths")
        let service = path.At("backend", "service")
        let found = resources.FirstOrDefault(r => r.Kind == "Service" && r.Name == service.Text("name"))
        where found is null || !found.Tree.List("spec", "ports").Any(p => p.Text("name") == service.Text("port", "name"))
        select $"{resource}: no service {service.Text("name")} with that port";

    private static IEnumerable<string> Exists(Resource resource, IReadOnlyList<Resource> resources, string kind, string name) =>
        resources.Any(r => r.Kind == kind && r.Name == name) ? [] : [$"{resource}: no {kind} {name}"];

    private static IEnumerable<string> Whole(IReadOnlyList<Resource> resources)
    {
        string? ns = resources.Single(r => r.Kind == "Namespace").Name;
        foreach (Resource resource in resources.Where(r => r.ClusterWide ? r.Namespace is not null : r.Namespace != ns))
        {
            yield return $"{resource}: namespace {resource.Namespace ?? "none"}";
        }

        foreach (Resource pods in resources.Where(r => r.Kind == "Deployment"))
        {
            int budgets = resources.Count(r => r.Kind == "PodDisruptionBudget" && Fits(r.Tree.At("spec", "selector"), pods.PodLabels()));
            if (budgets != 1)
            {
                yield return $"{pods}: {budgets} disruption budgets; an eviction needs exactly one";
            }

            foreach (Resource other in resources.Where(r => r.Kind == "Deployment" && r.Name != pods.Name && Fits(pods.Tree.At("spec", "selector"), r.PodLabels())))
            {
                yield return $"{pods}: its selector takes the pods of {other}";
            }
        }
    }
}
