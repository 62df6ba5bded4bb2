using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json.Nodes;
using SessionService.Deploy.Tests.Support;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Kustomize;

/// <summary>What this composer makes, beside what kubectl makes, where that is installed.</summary>
public sealed class KubectlTests
{
    public static TheoryData<string> Names => Overlays.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Kubectl_composes_the_same(string overlay)
    {
        string? text = await KustomizeAsync(Path.Combine(Repository.Manifests, "overlays", overlay));
        Assert.SkipWhen(text is null, "kubectl is not installed.");

        Dictionary<string, JsonNode> theirs = YamlReader.Read(text!).ToDictionary(Id, StringComparer.Ordinal);
        Dictionary<string, JsonNode> ours = Overlays.Of(overlay).ToDictionary(r => Id(r.Tree), r => (JsonNode)r.Tree, StringComparer.Ordinal);
        Assert.Equal(theirs.Keys.Order(StringComparer.Ordinal), ours.Keys.Order(StringComparer.Ordinal));
        foreach ((string id, JsonNode node) in ours)
        {
            Assert.Equal("", Difference(theirs[id], node, id));
        }
    }

    // The first place at which they differ.
    private static string Difference(JsonNode? theirs, JsonNode? ours, string path) => (theirs, ours) switch
    {
        (JsonObject a, JsonObject b) => a.Select(p => p.Key).Union(b.Select(p => p.Key), StringComparer.Ordinal)
            .Select(key => Difference(a[key], b[key], $"{path}/{key}")).FirstOrDefault(text => text.Length > 0, ""),
        (JsonArray a, JsonArray b) when a.Count == b.Count => Enumerable.Range(0, a.Count)
            .Select(i => Difference(a[i], b[i], $"{path}/{i}")).FirstOrDefault(text => text.Length > 0, ""),
        _ => JsonNode.DeepEquals(theirs, ours) ? "" : $"{path}: kubectl makes {theirs?.ToJsonString()}, this {ours?.ToJsonString()}",
    };

    private static string Id(JsonNode node) => $"{node.Text("apiVersion")} {node.Text("kind")} {node.Text("metadata", "namespace")} {node.Text("metadata", "name")}";

    private static async Task<string?> KustomizeAsync(string folder)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("kubectl", ["kustomize", folder])
            {
                UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await error);
            return output;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
