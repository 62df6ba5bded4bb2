using SessionService.Deploy.Tests.Support;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>The connections that exist, and no others: every pair of parties at every port that anybody has.</summary>
public sealed class NetworkTests
{
    private static readonly int[] Ports = [53, 443, 4317, 5080, 5081, 5432, 6379, 6443, 9090, 11111, 30000, 8080];

    public static TheoryData<string> Names => Overlays.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Exactly_the_connections_that_exist_are_let_through(string overlay)
    {
        var network = new Network(Overlays.Of(overlay));
        List<Party> all = [.. network.Pods(), .. Strangers()];
        List<string> open = [];
        foreach (Party from in all)
        {
            // Strangers among themselves are not this namespace's business.
            foreach (Party to in all.Where(to => from.Namespace == "sessionservice" || to.Namespace == "sessionservice"))
            {
                open.AddRange(Ports.Where(port => network.Allows(from, to, port)).Select(port => $"{from.Name} -> {to.Name}:{port}"));
            }
        }

        Assert.Equal(Expected(overlay).Order(StringComparer.Ordinal), open.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_are_asked_for_by_udp_of_the_clusters_own_server_alone(string overlay)
    {
        var network = new Network(Overlays.Of(overlay));
        foreach (Party pod in network.Pods())
        {
            Assert.Equal(["dns"], Strangers().Where(s => network.Allows(pod, s, 53, "UDP")).Select(s => s.Name));
        }
    }

    private static IEnumerable<string> Expected(string overlay)
    {
        bool production = overlay != "dev";
        string[] silos = overlay == "gpu" ? ["sessionservice-silo", "sessionservice-silo-gpu"] : ["sessionservice-silo"];
        string[] ours = [.. silos, "sessionservice-api"];
        string[] all = production ? [.. ours, "intruder"] : [.. ours, "redis", "intruder"];
        foreach (string pod in all)
        {
            yield return $"{pod} -> dns:53";
        }

        foreach (string silo in silos)
        {
            foreach (string other in silos)
            {
                yield return $"{silo} -> {other}:11111";
            }

            yield return $"sessionservice-api -> {silo}:30000";

            // The API server cannot be named, so its ports are open to every address outside of this namespace.
            foreach (string place in Strangers().Where(s => s.Namespace != "sessionservice").Select(s => s.Name))
            {
                yield return $"{silo} -> {place}:443";
                yield return $"{silo} -> {place}:6443";
            }
        }

        foreach (string pod in ours)
        {
            yield return production ? $"{pod} -> private-address:{(overlay == "azure" ? 5432 : 6379)}" : $"{pod} -> redis:6379";
            if (production)
            {
                yield return $"{pod} -> collector:4317";
                yield return $"prometheus -> {pod}:5081";
            }
        }

        if (overlay == "azure")
        {
            // Azure Storage is outside of the cluster; a silo may ask there already.
            yield return "sessionservice-api -> private-address:443";
            yield return "sessionservice-api -> public-address:443";
        }

        if (production)
        {
            yield return "ingress -> sessionservice-api:5080";
        }
    }

    private static IEnumerable<Party> Strangers()
    {
        static Party Pod(string name, string ns, string key, string value) =>
            new(name, ns, new(StringComparer.Ordinal) { [key] = value }, null, new(StringComparer.Ordinal));

        yield return Pod("dns", "kube-system", "k8s-app", "kube-dns");
        yield return Pod("collector", "observability", "app.kubernetes.io/name", "otel-collector");
        yield return Pod("prometheus", "monitoring", "app.kubernetes.io/name", "prometheus");
        yield return Pod("grafana", "monitoring", "app.kubernetes.io/name", "grafana");
        yield return Pod("ingress", "ingress-nginx", "app.kubernetes.io/component", "controller");
        yield return Pod("neighbour", "default", "app.kubernetes.io/component", "silo");
        yield return Pod("intruder", "sessionservice", "app.kubernetes.io/component", "intruder");
        yield return new Party("private-address", null, [], "10.1.2.3", []);
        yield return new Party("public-address", null, [], "203.0.113.9", []);
    }
}
