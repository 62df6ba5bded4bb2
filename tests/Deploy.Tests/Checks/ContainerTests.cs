using System.Globalization;
using System.Text.RegularExpressions;
using SessionService.Deploy.Tests.Facts;
using SessionService.Deploy.Tests.Support;
using SessionService.Deploy.Tests.Yaml;

namespace SessionService.Deploy.Tests.Checks;

/// <summary>The container file by its text: it cannot be built in a test.</summary>
public sealed partial class ContainerTests
{
    private static readonly string[] Lines =
    [
        .. Continued().Replace(Repository.Read("deploy/Containerfile"), " ").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#'),
    ];

    [Fact]
    public void What_it_copies_is_there_and_is_not_ignored()
    {
        string[] allowed = [.. Repository.Read("deploy/Containerfile.dockerignore").Split('\n').Where(l => l.StartsWith('!')).Select(l => l[1..].Trim())];
        foreach (string source in Lines.Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from=", StringComparison.Ordinal)).SelectMany(l => l.Split(' ')[1..^1]))
        {
            Assert.True(Path.Exists(Repository.At(source)), $"{source} is not there");
            Assert.True(allowed.Any(a => source == a || source.StartsWith(a + "/", StringComparison.Ordinal)), $"{source} is ignored");
        }
    }

    [Fact]
    public void What_is_ignored_by_default_is_everything() =>
        Assert.Contains("*", Repository.Read("deploy/Containerfile.dockerignore").Split('\n'));

    [Fact]
    public void Every_image_and_stage_has_a_name_and_a_version()
    {
        Dictionary<string, string> args = Lines.Where(l => l.StartsWith("ARG ", StringComparison.Ordinal))
            .Select(l => l[4..].Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.Ordinal);
        string[] stages = [.. Lines.Where(l => l.StartsWith("FROM ", StringComparison.Ordinal))];
        string[] images = [.. stages.Select(stage => stage.Split(' ')[1].Trim('$', '{', '}'))];
        Assert.All(images, image => Assert.Matches(@":\d+\.\d+", args[image]));
        string[] names = [.. stages.Select(s => s.Split(' ')).Where(w => w.Length == 4).Select(w => w[3])];
        Assert.All(FromStage().Matches(string.Join('\n', Lines)).Select(m => m.Groups["stage"].Value), stage => Assert.Contains(stage, names));
    }

    [Fact]
    public void It_runs_the_program_that_is_published_as_the_manifests_user()
    {
        string text = string.Join('\n', Lines);
        string assembly = Regex.Match(text, "ENTRYPOINT \\[\"dotnet\", \"/app/(?<dll>[^\"]+)\"\\]", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["dll"].Value;
        Assert.Equal("SessionService.Silo.dll", assembly);
        Assert.Contains("dotnet publish src/Silo ", text, StringComparison.Ordinal);
        string user = Lines.Last(l => l.StartsWith("USER ", StringComparison.Ordinal))["USER ".Length..];
        foreach (var pod in Overlays.Of("cpu").Where(ProgramFacts.IsOurs))
        {
            Assert.Equal(user, $"{pod.PodTemplate.Text("spec", "securityContext", "runAsUser")}:{pod.PodTemplate.Text("spec", "securityContext", "runAsGroup")}");
        }
    }

    [Fact]
    public void What_it_says_of_ports_and_settings_is_what_the_program_has()
    {
        string[] ports = Lines.Single(l => l.StartsWith("EXPOSE ", StringComparison.Ordinal)).Split(' ')[1..];
        int[] expected = [5080, Settings.Port("StandardOperationsPort"), Settings.Port("SiloPort"), Settings.Port("GatewayPort")];
        Assert.Equal(expected, ports.Select(p => int.Parse(p, CultureInfo.InvariantCulture)));
        string env = Lines.Single(l => l.StartsWith("ENV ", StringComparison.Ordinal));
        Assert.All(OwnVariable().Matches(env).Select(m => m.Value), name => Assert.Contains(name, Settings.Variables));
    }

    [Fact]
    public void The_runtime_stage_copies_and_runs_nothing_else()
    {
        string[] last = Lines[Array.FindLastIndex(Lines, l => l.StartsWith("FROM ", StringComparison.Ordinal))..];
        Assert.DoesNotContain(last, l => l.StartsWith("RUN ", StringComparison.Ordinal) || l.StartsWith("ADD ", StringComparison.Ordinal));
        Assert.Contains(last, l => l.Contains("libopus.so.0", StringComparison.Ordinal));
        Assert.Contains("chiseled", Lines.Single(l => l.StartsWith("ARG RUNTIME=", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\\\n", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Continued();

    [GeneratedRegex("--from=(?<stage>\\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FromStage();

    [GeneratedRegex(@"SESSIONSERVICE_\w+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OwnVariable();
}
