using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SessionService.Deploy.Tests.Facts;
using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>What the manifests say to the program is what the program understands: settings, roles, ports, paths, metrics.</summary>
internal static partial class ProgramFacts
{
    private static readonly string[] Foreign =
    [
        "ORLEANS_SERVICE_ID", "ORLEANS_CLUSTER_ID", "POD_NAMESPACE", "POD_NAME", "POD_IP", "DOTNET_PROCESSOR_COUNT",
        "ASPNETCORE_FORWARDEDHEADERS_ENABLED", "OTEL_EXPORTER_OTLP_ENDPOINT",
    ];

    /// <summary>What the program would not understand.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<Resource> resources) =>
        resources.Where(IsOurs).SelectMany(r => r.Containers.SelectMany(c => Container(c).Concat(Cluster(c)).Select(fault => $"{r}: {fault}")))
            .Concat(resources.Where(r => r.Kind == "ScaledObject").SelectMany(Queries))
            .Concat(resources.Where(r => r.Kind == "PodMonitor").SelectMany(r => r.Tree.List("spec", "podMetricsEndpoints")
                .Where(e => !Settings.OperationsPaths.Contains(e.Text("path")!, StringComparer.Ordinal)).Select(e => $"{r}: no page {e.Text("path")}")));

    /// <summary>Whether its pods run our program.</summary>
    public static bool IsOurs(Resource resource) => resource.Kind == "Deployment" && resource.Name.StartsWith("sessionservice-", StringComparison.Ordinal);

    /// <summary>Value of a variable of a container; null where it has none.</summary>
    public static string? Env(JsonNode container, string name) => container.List("env").FirstOrDefault(e => e.Text("name") == name).Text("value");

    private static string? Cluster(JsonNode container, string key) => Env(container, $"SESSIONSERVICE_Cluster__{key}");

    private static int Number(JsonNode container, string key) =>
        Cluster(container, key) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : Settings.Port(key);

    private static IEnumerable<string> Container(JsonObject container)
    {
        foreach (string name in container.List("env").Select(e => e.Text("name")!).Where(n => !Settings.Variables.Contains(n) && !Foreign.Contains(n, StringComparer.Ordinal)))
        {
            yield return $"the program knows no setting {name}";
        }

        Dictionary<string, int> ports = container.List("ports").ToDictionary(
            p => p.Text("name")!, p => int.Parse(p.Text("containerPort")!, CultureInfo.InvariantCulture), StringComparer.Ordinal);
        Dictionary<string, int> expected = Roles(container).Contains("silo", StringComparer.Ordinal)
            ? new(StringComparer.Ordinal) { ["silo"] = Number(container, "SiloPort"), ["gateway"] = Number(container, "GatewayPort"), ["operations"] = Number(container, "OperationsPort") }
            : new(StringComparer.Ordinal) { ["http"] = new Uri(Env(container, "SESSIONSERVICE_Urls") ?? "http://none:1").Port, ["operations"] = Number(container, "OperationsPort") };
        if (!ports.OrderBy(p => p.Key, StringComparer.Ordinal).SequenceEqual(expected.OrderBy(p => p.Key, StringComparer.Ordinal)))
        {
            yield return $"ports {string.Join(", ", ports)}; the program listens at {string.Join(", ", expected)}";
        }

        foreach (string probe in new[] { "startupProbe", "livenessProbe", "readinessProbe" })
        {
            string? path = container.Text(probe, "httpGet", "path");
            IReadOnlyList<string> paths = container.Text(probe, "httpGet", "port") == "operations" ? Settings.OperationsPaths : Settings.HealthPaths;
            if (path is null || !paths.Contains(path, StringComparer.Ordinal) || path.EndsWith("ready", StringComparison.Ordinal) != (probe == "readinessProbe"))
            {
                yield return $"{probe} asks at {path}, where {string.Join(", ", paths)} answer";
            }
        }
    }

    private static string[] Roles(JsonNode container) => (Cluster(container, "Roles") ?? "silo,api").Split(',');

    private static IEnumerable<string> Cluster(JsonObject container)
    {
        (string Key, string Enumeration)[] words = [("Roles", "NodeRoles"), ("Clustering", "ClusteringKind"), ("Stores", "StoreKind"), ("GrainStorage", "GrainStateKind"), ("Directory", "DirectoryKind"), ("Segments", "SegmentsKind"), ("Blobs", "BlobKind")];
        foreach ((string key, string enumeration) in words)
        {
            foreach (string word in (Cluster(container, key) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries).Where(w => !Settings.Words(enumeration).Contains(w, StringComparer.Ordinal)))
            {
                yield return $"{key} cannot be {word}";
            }
        }

        // As the program itself refuses them: other machines are to reach this node.
        string? clustering = Cluster(container, "Clustering");
        string? stores = Cluster(container, "Stores");
        string? grains = Cluster(container, "GrainStorage") ?? clustering;
        foreach (string kind in new[] { "redis", "postgres" })
        {
            bool needed = clustering == kind || stores == kind || grains == kind || Cluster(container, "Directory") == kind;
            foreach (string fault in Given(container, char.ToUpperInvariant(kind[0]) + kind[1..], needed))
            {
                yield return fault;
            }
        }

        // Addresses, never a connection string: pods have identities.
        string? blobs = Cluster(container, "Blobs");
        foreach (string fault in Given(container, "AzureTables", clustering == "azure")
            .Concat(Given(container, "AzureService", grains == "azure" || blobs == "azure"))
            .Concat(Given(container, "AzureContainer", blobs == "azure"))
            .Concat(Given(container, "AzureQueues", Cluster(container, "Segments") == "queues"))
            .Concat(Given(container, "AzureConnection", needed: false)))
        {
            yield return fault;
        }

        // Knowing a word is not yet being able to do it.
        if (stores is not null && !Settings.Opens.Contains(stores, StringComparer.Ordinal))
        {
            yield return $"the program knows stores in {stores} and cannot open them";
        }

        if (clustering is null or "localhost" || stores is null or "sqlite")
        {
            yield return "nodes on several machines need clustering and stores of their own";
        }

        if (Roles(container).Contains("silo", StringComparer.Ordinal) && (Cluster(container, "Workers") != Env(container, "DOTNET_PROCESSOR_COUNT")))
        {
            yield return "render threads and processors differ";
        }
    }

    private static IEnumerable<string> Given(JsonObject container, string key, bool needed)
    {
        string variable = "SESSIONSERVICE_Cluster__" + key;
        bool given = container.List("env").Any(e => e.Text("name") == variable);
        if (needed != given)
        {
            yield return $"{variable} is {(given ? "given and not needed" : "needed and not given")}";
        }
    }

    private static IEnumerable<string> Queries(Resource resource)
    {
        foreach (JsonNode trigger in resource.Tree.List("spec", "triggers"))
        {
            string[] series = [.. Series().Matches(trigger.Text("metadata", "query")!).Select(m => m.Value)];
            if (series.Length == 0)
            {
                yield return $"{resource}: trigger {trigger.Text("name")} asks for nothing of ours";
            }

            foreach (string name in series.Where(n => !Metrics.Names.Contains(n)))
            {
                yield return $"{resource}: no metric {name} in the code";
            }
        }
    }

    [GeneratedRegex(@"\bsessionservice_\w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Series();
}
