using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Support;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>Every overlay, as it is composed, passes every check; and every check notices what it is there for.</summary>
public sealed class ManifestTests
{
    private static readonly Dictionary<string, Func<IReadOnlyList<Resource>, IEnumerable<string>>> Checks = new(StringComparer.Ordinal)
    {
        ["schema"] = Schema.Faults,
        ["references"] = References.Faults,
        ["hardening"] = Hardening.Faults,
        ["program"] = ProgramFacts.Faults,
        ["sizes"] = Sizes.Faults,
    };

    public static TheoryData<string, string> Pairs { get; } =
        new MatrixTheoryData<string, string>(Overlays.Names.Select(row => row.Data), Checks.Keys);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_overlay_passes(string overlay, string check) =>
        Assert.Equal("", string.Join('\n', Checks[check](Overlays.Of(overlay))));

    [Theory]
    [InlineData("schema", "Deployment", "sessionservice-silo", "{op: add, path: /spec/replcas, value: 1}")]
    [InlineData("schema", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/minReadySeconds, value: \"10\"}")]
    [InlineData("schema", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/containers/0/env/0/value, value: 16}")]
    [InlineData("schema", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/containers/0/resources/limits/memory, value: 4GB}")]
    [InlineData("schema", "NetworkPolicy", "deny-all", "{op: remove, path: /spec/podSelector}")]
    [InlineData("schema", "ScaledObject", "sessionservice-silo", "{op: replace, path: /spec/triggers/0/metadata/threshold, value: 5}")]
    [InlineData("schema", "Service", "sessionservice-api", "{op: replace, path: /spec/sessionAffinity, value: Client}")]
    [InlineData("references", "Deployment", "sessionservice-api", "{op: replace, path: /spec/template/spec/serviceAccountName, value: nobody}")]
    [InlineData("references", "Deployment", "sessionservice-api", "{op: replace, path: /spec/template/metadata/labels/app.kubernetes.io~1component, value: web}")]
    [InlineData("references", "Deployment", "sessionservice-api", "{op: replace, path: /spec/template/spec/containers/0/livenessProbe/httpGet/port, value: web}")]
    [InlineData("references", "Deployment", "sessionservice-api", "{op: replace, path: /spec/template/spec/containers/0/volumeMounts/0/name, value: nothing}")]
    [InlineData("references", "Deployment", "sessionservice-api", "{op: add, path: /spec/replicas, value: 3}")]
    [InlineData("references", "Service", "sessionservice-api", "{op: replace, path: /spec/ports/0/targetPort, value: web}")]
    [InlineData("references", "PodDisruptionBudget", "sessionservice-silo", "{op: replace, path: /spec/selector/matchLabels/app.kubernetes.io~1component, value: web}")]
    [InlineData("references", "RoleBinding", "sessionservice-silo", "{op: replace, path: /roleRef/name, value: nothing}")]
    [InlineData("references", "ScaledObject", "sessionservice-silo", "{op: replace, path: /spec/scaleTargetRef/name, value: nothing}")]
    [InlineData("references", "Ingress", "sessionservice", "{op: replace, path: /spec/rules/0/http/paths/0/backend/service/port/name, value: web}")]
    [InlineData("references", "Certificate", "sessionservice-node", "{op: replace, path: /spec/secretName, value: elsewhere}")]
    [InlineData("references", "Service", "sessionservice-api", "{op: replace, path: /metadata/namespace, value: default}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: remove, path: /spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/containers/0/securityContext/capabilities, value: {add: [NET_ADMIN], drop: [ALL]}}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/securityContext/runAsUser, value: 0}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: remove, path: /spec/template/spec/securityContext/seccompProfile}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: add, path: /spec/template/spec/hostNetwork, value: true}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/containers/0/image, value: sessionservice:latest}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/containers/0/image, value: host:5000/sessionservice}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SESSIONSERVICE_Cluster__OperatorKey, value: x}}")]
    [InlineData("hardening", "Deployment", "sessionservice-silo", "{op: remove, path: /spec/template/spec/containers/0/resources/limits/memory}")]
    [InlineData("program", "Deployment", "sessionservice-silo", "{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SESSIONSERVICE_Cluster__Role, value: silo}}")]
    [InlineData("program", "Deployment", "sessionservice-api", "{op: replace, path: /spec/template/spec/containers/0/ports/0/containerPort, value: 8080}")]
    [InlineData("program", "Deployment", "sessionservice-api", "{op: replace, path: /spec/template/spec/containers/0/readinessProbe/httpGet/path, value: /healthz}")]
    [InlineData("program", "Deployment", "sessionservice-api", "{op: replace, path: /spec/template/spec/containers/0/livenessProbe/httpGet/path, value: /health/ready}")]
    [InlineData("program", "ScaledObject", "sessionservice-silo", "{op: replace, path: /spec/triggers/0/metadata/query, value: sum(sessionservice_lead_seconds)}")]
    [InlineData("program", "Deployment", "sessionservice-silo", "{op: add, path: /spec/template/spec/containers/0/env/0, value: {name: SESSIONSERVICE_Cluster__Stores, value: files}}")]
    [InlineData("program", "Deployment", "sessionservice-silo", "{op: add, path: /spec/template/spec/containers/0/env/0, value: {name: SESSIONSERVICE_Cluster__Stores, value: sqlite}}")]
    [InlineData("program", "Deployment", "sessionservice-silo", "{op: add, path: /spec/template/spec/containers/0/env/0, value: {name: SESSIONSERVICE_Cluster__Clustering, value: azure}}")]
    [InlineData("program", "Deployment", "sessionservice-silo", "{op: add, path: /spec/template/spec/containers/0/env/-, value: {name: SESSIONSERVICE_Cluster__Directory, value: paper}}")]
    [InlineData("program", "PodMonitor", "sessionservice", "{op: replace, path: /spec/podMetricsEndpoints/0/path, value: /prometheus}")]
    [InlineData("sizes", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/terminationGracePeriodSeconds, value: 100}")]
    [InlineData("sizes", "Deployment", "sessionservice-silo", "{op: replace, path: /spec/template/spec/containers/0/resources/limits/memory, value: 1Gi}")]
    [InlineData("sizes", "ScaledObject", "sessionservice-silo", "{op: replace, path: /spec/triggers/0/metadata/threshold, value: \"8.8\"}")]
    [InlineData("sizes", "Ingress", "sessionservice", "{op: replace, path: /metadata/annotations/nginx.ingress.kubernetes.io~1proxy-read-timeout, value: \"60\"}")]
    public void A_broken_manifest_is_noticed(string check, string kind, string name, string operation)
    {
        List<Resource> resources = Overlays.Of("cpu");

        JsonPatch.Apply(resources.One(kind, name).Tree, (JsonArray)YamlReader.Read($"- {operation}").Single());

        Assert.NotEmpty(Checks[check](resources));
    }
}
