using System.Globalization;
using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>Somebody on the network: a pod of the overlay, or a stranger.</summary>
/// <param name="Name">What the tests call it.</param>
/// <param name="Namespace">Its namespace; null for an address outside of the cluster.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="Address">Its address where it is outside.</param>
/// <param name="Ports">Its named ports.</param>
internal sealed record Party(
    string Name, string? Namespace, Dictionary<string, string> Labels, string? Address, Dictionary<string, int> Ports);

/// <summary>
/// Which connections the policies of an overlay let through, after the rules of NetworkPolicy: a pod that no policy of a direction
/// selects is open in it; policies add up; both ends must allow.
/// </summary>
internal sealed class Network(IReadOnlyList<Resource> resources)
{
    private readonly List<Resource> policies = [.. resources.Where(r => r.Kind == "NetworkPolicy")];
    private readonly string home = resources.Single(r => r.Kind == "Namespace").Name;

    /// <summary>The pods of the overlay.</summary>
    public IEnumerable<Party> Pods() => resources.Where(r => r.PodTemplate is not null).Select(r => new Party(
        r.Name, home, r.PodLabels(), null,
        r.Containers.SelectMany(c => c.List("ports")).ToDictionary(
            p => p.Text("name")!, p => int.Parse(p.Text("containerPort")!, CultureInfo.InvariantCulture), StringComparer.Ordinal)));

    /// <summary>Whether a connection is let through.</summary>
    public bool Allows(Party from, Party to, int port, string protocol = "TCP") =>
        Allows("Egress", "egress", "to", from, to, to, port, protocol) && Allows("Ingress", "ingress", "from", to, from, to, port, protocol);

    private bool Allows(string direction, string rules, string peers, Party self, Party other, Party target, int port, string protocol)
    {
        List<Resource> selecting =
        [
            .. policies.Where(p => self.Namespace == home && References.Fits(p.Tree.At("spec", "podSelector"), self.Labels)
                && p.Tree.List("spec", "policyTypes").Any(t => t.Text() == direction)),
        ];
        return selecting.Count == 0 || selecting.SelectMany(p => p.Tree.List("spec", rules)).Any(rule =>
            (rule.At(peers) is null || rule.List(peers).Any(peer => IsPeer(peer, other)))
            && (rule.At("ports") is null || rule.List("ports").Any(p => IsPort(p, target, port, protocol))));
    }

    private bool IsPeer(JsonNode peer, Party party)
    {
        if (peer.Text("ipBlock", "cidr") is { } cidr)
        {
            return party.Address is { } address && System.Net.IPNetwork.Parse(cidr).Contains(System.Net.IPAddress.Parse(address));
        }

        JsonNode? namespaces = peer.At("namespaceSelector");
        bool there = namespaces is null
            ? party.Namespace == home
            : party.Namespace is { } name && References.Fits(namespaces, new(StringComparer.Ordinal) { ["kubernetes.io/metadata.name"] = name });
        return there && (peer.At("podSelector") is null || References.Fits(peer.At("podSelector"), party.Labels));
    }

    private static bool IsPort(JsonNode entry, Party target, int port, string protocol)
    {
        string named = entry.Text("port") ?? "";
        int number = int.TryParse(named, CultureInfo.InvariantCulture, out int given) ? given : target.Ports.GetValueOrDefault(named, -1);
        return (entry.Text("protocol") ?? "TCP") == protocol && number == port;
    }
}
