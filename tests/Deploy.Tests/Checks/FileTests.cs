using SessionService.Deploy.Tests.Kustomize;
using SessionService.Deploy.Tests.Support;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>Every file of deploy/k8s is part of something, and nothing that is named is missing.</summary>
public sealed class FileTests
{
    // For operators, who fill in their names.
    private static readonly string[] Alone = ["components/image-policy"];

    [Fact]
    public void Every_manifest_is_part_of_an_overlay()
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        foreach (string folder in Directory.EnumerateDirectories(Path.Combine(Repository.Manifests, "overlays")).Concat(Alone.Select(a => Path.Combine(Repository.Manifests, a))))
        {
            Reach(Path.GetFullPath(folder), reached);
        }

        string[] all = Directory.GetFiles(Repository.Manifests, "*.yaml", SearchOption.AllDirectories);
        Assert.DoesNotContain(all, file => !reached.Contains(file));
        Assert.DoesNotContain(reached, file => !File.Exists(file));
        Assert.Empty(Directory.EnumerateFiles(Repository.Manifests, "*.yml", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_policy_for_signed_images_has_its_shape()
    {
        IReadOnlyList<Resource> policy = Composer.Compose(Path.Combine(Repository.Manifests, Alone[0]));
        Assert.Equal("", string.Join('\n', Schema.Faults(policy)));
        Assert.Equal("Enforce", policy.Single().Tree.Text("spec", "validationFailureAction"));
    }

    [Fact]
    public void The_development_redis_answers_after_the_disk_has()
    {
        string[] args = [.. Overlays.Of("dev").One("StatefulSet", "redis").Containers.Single().List("args").Select(a => a.Text()!)];
        Assert.Equal("yes", args[Array.IndexOf(args, "--appendonly") + 1]);
        Assert.Equal("always", args[Array.IndexOf(args, "--appendfsync") + 1]);
    }

    [Fact]
    public void No_other_overlay_brings_a_redis_of_its_own() =>
        Assert.All(Overlays.Names.Where(row => row.Data != "dev"), row => Assert.DoesNotContain(Overlays.Of(row.Data), r => r.Kind == "StatefulSet"));

    [Fact]
    public void The_gpu_pool_asks_for_the_device_and_waits_for_something_to_place_on_it()
    {
        Resource pool = Overlays.Of("gpu").One("Deployment", "sessionservice-silo-gpu");
        Assert.Equal("0", pool.Tree.Text("spec", "replicas"));
        Assert.Equal("1", pool.Containers.Single().Text("resources", "limits", "nvidia.com/gpu"));
        Assert.Equal("nvidia.com/gpu", pool.PodTemplate.List("spec", "tolerations").Single().Text("key"));
        Assert.NotEmpty(pool.PodTemplate.Map("spec", "nodeSelector"));
        Assert.Equal(["gpu"], ModelsOf(pool));
        Assert.Equal(["ask"], ModelsOf(Overlays.Of("gpu").One("Deployment", "sessionservice-silo")));
    }

    private static IEnumerable<string?> ModelsOf(Resource silos) =>
        silos.Containers.Single().List("env").Where(e => e.Text("name") == "SESSIONSERVICE_Cluster__Models").Select(e => e.Text("value"));

    private static void Reach(string folder, HashSet<string> reached)
    {
        reached.Add(Path.Combine(folder, "kustomization.yaml"));
        var kustomization = Kustomization.Read(folder);
        foreach (string path in kustomization.Resources.Concat(kustomization.Components).Concat(kustomization.PatchFiles).Select(p => Path.GetFullPath(Path.Combine(folder, p))))
        {
            if (Directory.Exists(path))
            {
                Reach(path, reached);
            }
            else
            {
                reached.Add(path);
            }
        }
    }
}
