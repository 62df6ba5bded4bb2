using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using SessionService.Bench.Scale.Model;
using SessionService.Deploy.Tests.Facts;
using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>Times, sizes and thresholds against the code's limits and the capacity model.</summary>
internal static class Sizes
{
    /// <summary>What is too short, too small or out of step.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<Resource> resources)
    {
        foreach (Resource resource in resources.Where(ProgramFacts.IsOurs))
        {
            foreach (string fault in Times(resource).Concat(resource.Containers.SelectMany(Memory)))
            {
                yield return $"{resource}: {fault}";
            }
        }

        foreach (Resource scaled in resources.Where(r => r.Kind == "ScaledObject"))
        {
            JsonObject container = resources.Single(r => r.Kind == "Deployment" && r.Name == scaled.Tree.Text("spec", "scaleTargetRef", "name")).Containers.First();
            foreach (string fault in Threshold(scaled, container))
            {
                yield return $"{scaled}: {fault}";
            }
        }

        foreach (Resource ingress in resources.Where(r => r.Kind == "Ingress"))
        {
            Dictionary<string, string> annotations = ingress.Tree.Map("metadata", "annotations");
            foreach (string name in new[] { "proxy-read-timeout", "proxy-send-timeout" })
            {
                string text = annotations.GetValueOrDefault("nginx.ingress.kubernetes.io/" + name) ?? "0";
                if (int.Parse(text, CultureInfo.InvariantCulture) <= Limits.LongestSocketSeconds)
                {
                    yield return $"{ingress}: {name} is {text}, and a socket lives {Limits.LongestSocketSeconds} s";
                }
            }
        }
    }

    private static IEnumerable<string> Times(Resource resource)
    {
        JsonNode pod = resource.PodTemplate!["spec"]!;
        JsonObject container = resource.Containers.First();
        double grace = double.Parse(pod.Text("terminationGracePeriodSeconds") ?? "30", CultureInfo.InvariantCulture);
        double before = double.Parse(container.Text("lifecycle", "preStop", "sleep", "seconds") ?? "0", CultureInfo.InvariantCulture);
        double stop = double.Parse(ProgramFacts.Env(container, "SESSIONSERVICE_Cluster__StopSeconds") ?? "60", CultureInfo.InvariantCulture);
        if (grace <= before + stop)
        {
            yield return $"killed after {grace} s, while stopping may take {before} + {stop} s";
        }

        bool silo = ProgramFacts.Env(container, "SESSIONSERVICE_Cluster__Roles") == "silo";
        if (silo && stop <= Limits.LongestBarSeconds + Limits.HandOverSeconds)
        {
            yield return $"stopping may take {stop} s, and the longest bar takes {Limits.LongestBarSeconds} s, handing over {Limits.HandOverSeconds} s";
        }
    }

    private static IEnumerable<string> Memory(JsonObject container)
    {
        double cores = Quantity(container, "requests", "cpu");
        string? threads = ProgramFacts.Env(container, "DOTNET_PROCESSOR_COUNT");
        if (cores > 1 && !container.Text("resources", "requests", "nvidia.com/gpu").HasValue() && threads != cores.ToString(CultureInfo.InvariantCulture))
        {
            yield return $"asks for {cores} processors and counts {threads}";
        }

        // Twice what was measured: a server's collector lets garbage grow with the processors.
        bool silo = ProgramFacts.Env(container, "SESSIONSERVICE_Cluster__Roles") == "silo";
        double sessions = silo ? cores * Figures.SessionsPerCore.Value : 0;
        double least = 2e6 * (Figures.ProcessMegabytes.Value + (sessions * Figures.SessionMegabytes.Value));
        if (Quantity(container, "limits", "memory") < least)
        {
            yield return $"memory is limited to {container.Text("resources", "limits", "memory")}; twice the measured is {least / 1e6:0} MB";
        }
    }

    private static IEnumerable<string> Threshold(Resource scaled, JsonObject container)
    {
        double cores = Quantity(container, "requests", "cpu");
        bool silo = ProgramFacts.Env(container, "SESSIONSERVICE_Cluster__Roles") == "silo";
        double expected = silo
            ? cores * Figures.CoreShare.Value * CapacityModel.SetPoint
            : Math.Floor(cores * Figures.ListenersPerCore.Value * CapacityModel.ZoneTarget);
        JsonNode trigger = scaled.Tree.List("spec", "triggers").First();
        double threshold = double.Parse(trigger.Text("metadata", "threshold")!, CultureInfo.InvariantCulture);
        if (Math.Abs(threshold - expected) > expected * 0.005)
        {
            yield return $"{trigger.Text("name")} is {threshold}; the model says {expected:0.##}";
        }

        double most = double.Parse(scaled.Tree.Text("spec", "maxReplicaCount")!, CultureInfo.InvariantCulture);
        double peak = silo ? Math.Ceiling(Figures.CellSessions.Value / CapacityModel.SiloSessions) : Math.Ceiling(Figures.CellSessions.Value / threshold);
        if (most < peak * Figures.Zones.Value / (Figures.Zones.Value - 1))
        {
            yield return $"at most {most}; a cell's peak needs {peak}, and that again after the loss of a zone";
        }
    }

    private static bool HasValue(this string? text) => !string.IsNullOrEmpty(text);

    private static double Quantity(JsonNode container, string kind, string what) =>
        new ResourceQuantity(container.Text("resources", kind, what) ?? "0").ToDouble();
}
