using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using k8s.Models;
using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>
/// Every object has the shape of its kind: it is read into the type that Kubernetes' own schema makes of it, with unknown fields
/// refused and texts told from numbers; kinds that others define have types in <see cref="CustomKinds"/>.
/// </summary>
internal static partial class Schema
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = false,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["v1 Namespace"] = typeof(V1Namespace),
        ["v1 Service"] = typeof(V1Service),
        ["v1 ServiceAccount"] = typeof(V1ServiceAccount),
        ["apps/v1 Deployment"] = typeof(V1Deployment),
        ["apps/v1 StatefulSet"] = typeof(V1StatefulSet),
        ["networking.k8s.io/v1 Ingress"] = typeof(V1Ingress),
        ["networking.k8s.io/v1 NetworkPolicy"] = typeof(V1NetworkPolicy),
        ["policy/v1 PodDisruptionBudget"] = typeof(V1PodDisruptionBudget),
        ["rbac.authorization.k8s.io/v1 Role"] = typeof(V1Role),
        ["rbac.authorization.k8s.io/v1 RoleBinding"] = typeof(V1RoleBinding),
        ["keda.sh/v1alpha1 ScaledObject"] = typeof(CustomKinds.Custom<CustomKinds.ScaledObjectSpec>),
        ["monitoring.coreos.com/v1 PodMonitor"] = typeof(CustomKinds.Custom<CustomKinds.PodMonitorSpec>),
        ["cert-manager.io/v1 Certificate"] = typeof(CustomKinds.Custom<CustomKinds.CertificateSpec>),
        ["cert-manager.io/v1 Issuer"] = typeof(CustomKinds.Custom<CustomKinds.IssuerSpec>),
        ["secrets-store.csi.x-k8s.io/v1 SecretProviderClass"] = typeof(CustomKinds.Custom<CustomKinds.SecretProviderSpec>),
        ["kyverno.io/v1 ClusterPolicy"] = typeof(CustomKinds.Custom<CustomKinds.ClusterPolicySpec>),
    };

    // Words that a field may hold, wherever it stands.
    private static readonly Dictionary<string, string[]> Words = new(StringComparer.Ordinal)
    {
        ["imagePullPolicy"] = ["Always", "IfNotPresent", "Never"],
        ["protocol"] = ["TCP", "UDP", "SCTP"],
        ["whenUnsatisfiable"] = ["DoNotSchedule", "ScheduleAnyway"],
        ["nodeTaintsPolicy"] = ["Honor", "Ignore"],
        ["pathType"] = ["Prefix", "Exact", "ImplementationSpecific"],
        ["effect"] = ["NoSchedule", "PreferNoSchedule", "NoExecute"],
        ["sessionAffinity"] = ["None", "ClientIP"],
        ["unhealthyPodEvictionPolicy"] = ["AlwaysAllow", "IfHealthyBudget"],
        ["metricType"] = ["AverageValue", "Value", "Utilization"],
        ["selectPolicy"] = ["Max", "Min", "Disabled"],
        ["operator"] = ["In", "NotIn", "Exists", "DoesNotExist", "Equal", "Gt", "Lt"],
    };

    /// <summary>What is wrong with the shape of objects.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<Resource> resources) => resources.SelectMany(Faults);

    private static IEnumerable<string> Faults(Resource resource)
    {
        if (!Kinds.TryGetValue($"{resource.ApiVersion} {resource.Kind}", out Type? type))
        {
            return [$"{resource}: no schema for {resource.ApiVersion} {resource.Kind}"];
        }

        try
        {
            JsonSerializer.Deserialize(resource.Tree, type, Strict);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentException or NotSupportedException)
        {
            return [$"{resource}: {fault.Message}"];
        }

        return [.. Names(resource), .. Fixed(resource), .. Containers(resource), .. Required(resource)];
    }

    private static IEnumerable<string> Names(Resource resource)
    {
        if (!DnsName().IsMatch(resource.Name) || resource.Name.Length > 63)
        {
            yield return $"{resource}: the name is no DNS label";
        }

        foreach ((string key, string value) in resource.Tree.Map("metadata", "labels").Concat(resource.PodTemplate.Map("metadata", "labels")))
        {
            if (!LabelKey().IsMatch(key) || !LabelValue().IsMatch(value))
            {
                yield return $"{resource}: label {key}={value}";
            }
        }
    }

    private static IEnumerable<string> Fixed(Resource resource) =>
        from map in resource.Tree.All().OfType<System.Text.Json.Nodes.JsonObject>()
        from field in map
        where Words.ContainsKey(field.Key) && field.Value.Text() is { } word && !Words[field.Key].Contains(word, StringComparer.Ordinal)
        select $"{resource}: {field.Key} is {field.Value.Text()}";

    private static IEnumerable<string> Containers(Resource resource)
    {
        foreach (System.Text.Json.Nodes.JsonObject container in resource.Containers)
        {
            if (!DnsName().IsMatch(container.Text("name") ?? "") || string.IsNullOrEmpty(container.Text("image")))
            {
                yield return $"{resource}: a container without name or image";
            }

            string[] twice = [.. container.List("env").Select(e => e.Text("name")!).GroupBy(n => n, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)];
            if (twice.Length > 0)
            {
                yield return $"{resource}: {string.Join(", ", twice)} is set twice";
            }

            foreach (string probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" }.Where(p => container[p] is not null))
            {
                if (new[] { "httpGet", "tcpSocket", "exec", "grpc" }.Count(how => container[probe]![how] is not null) != 1)
                {
                    yield return $"{resource}: {probe} must ask in one way";
                }
            }
        }
    }

    // What Kubernetes requires and its generated types do not.
    private static IEnumerable<string> Required(Resource resource)
    {
        string[][] paths = resource.Kind switch
        {
            "Deployment" or "StatefulSet" => [["spec", "selector", "matchLabels"], ["spec", "template", "metadata", "labels"], ["spec", "template", "spec", "containers"]],
            "Service" => [["spec", "ports", "0", "port"], ["spec", "selector"]],
            "NetworkPolicy" => [["spec", "podSelector"], ["spec", "policyTypes", "0"]],
            "PodDisruptionBudget" => [["spec", "selector", "matchLabels"]],
            "RoleBinding" => [["roleRef", "name"], ["roleRef", "kind"], ["roleRef", "apiGroup"], ["subjects", "0", "name"]],
            "Role" => [["rules", "0", "verbs", "0"], ["rules", "0", "resources", "0"], ["rules", "0", "apiGroups", "0"]],
            "Ingress" => [["spec", "rules", "0", "host"], ["spec", "tls", "0", "secretName"]],
            _ => [],
        };
        return paths.Where(path => resource.Tree.At(path) is null).Select(path => $"{resource}: {string.Join('/', path)} is missing");
    }

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DnsName();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"^([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelValue();
}
