using System.Globalization;
using System.Text.RegularExpressions;
using SessionService.Testing;

namespace SessionService.Chaos.Cluster;

/// <summary>A silo or a front end as a process of its own.</summary>
internal sealed partial class Node : IDisposable
{
    // As it is delivered, compiled ahead, where it was published; else as it was built.
    private static readonly string Program = new[] { Path.Combine("artifacts", "chaos-silo"), Path.Combine("src", "Silo", "bin", "Release", "net10.0") }
        .Select(folder => Path.GetFullPath(Path.Combine(folder, "SessionService.Silo.dll"))).First(File.Exists);

    private readonly List<string> words;
    private readonly string log;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly TaskCompletionSource<string> key = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LoggedProcess? process;

    /// <summary>Describes it; nothing is started.</summary>
    /// <param name="name">For people.</param>
    /// <param name="host">Address at which it is reached.</param>
    /// <param name="space">Network namespace it lives in; null for this one.</param>
    /// <param name="isSilo">A silo, or a front end.</param>
    /// <param name="redis">Address of Redis.</param>
    /// <param name="settings">What else it gets.</param>
    public Node(string name, string host, string? space, bool isSilo, string redis, Settings settings)
    {
        Name = name;
        IsSilo = isSilo;
        log = Path.Combine(settings.Folder, "logs", name + ".log");
        int operations = FreePort.Take();
        int web = FreePort.Take();
        Address = new Uri($"http://{host}:{Text(web)}/");
        Probes = new Uri($"http://{host}:{Text(operations)}/");
        words = space is null ? [] : ["ip", "netns", "exec", space];
        words.AddRange(
        [
            "dotnet", Program, "--roles", isSilo ? "silo" : "api", "--clustering", "redis", "--stores", "redis", "--redis", redis,
            "--address", host, "--operations-port", Text(operations), "--cluster-id", "chaos",
        ]);
        words.AddRange(isSilo
            ? ["--silo-port", Text(FreePort.Take()), "--gateway-port", Text(FreePort.Take())]
            : ["--urls", $"http://{host}:{Text(web)}"]);
        words.AddRange(settings.NodeOptions);
    }

    public string Name { get; }

    public bool IsSilo { get; }

    /// <summary>Where clients reach a front end.</summary>
    public Uri Address { get; }

    public Uri Probes { get; }

    public bool Runs => process?.Runs ?? false;

    public double ProcessorSeconds => process?.ProcessorSeconds ?? 0;

    /// <summary>The key that the first front end of an empty store prints.</summary>
    public Task<string> Key => key.Task;

    /// <summary>Starts it; returns at once.</summary>
    public void Start()
    {
        process?.Dispose();
        var environment = new Dictionary<string, string>
        {
            // Five processes share what one would have to itself: no heap for each processor, and as little compiling as may be, in each of them.
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_EnableWriteXorExecute"] = "0",
            ["SESSIONSERVICE_RequestsPerSecond"] = "100000",
            ["SESSIONSERVICE_RequestBurst"] = "100000",
            ["Logging__Console__FormatterName"] = "simple",
            ["Logging__Console__FormatterOptions__SingleLine"] = "true",
            ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ",
        };
        process = new LoggedProcess(words, log, environment, line =>
        {
            if (KeyLine().Match(line) is { Success: true } match)
            {
                key.TrySetResult(match.Value.Trim());
            }
        });
    }

    /// <summary>Waits until it takes work.</summary>
    public async Task BecomeReadyAsync()
    {
        for (int attempt = 0; attempt < 1_800 && Runs; attempt++)
        {
            if (await IsReadyAsync())
            {
                return;
            }

            await Task.Delay(100);
        }

        throw new InvalidOperationException($"{Name} did not become ready: see {log}.");
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(Probes, "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public void Signal(string name) => Signals.Send(process!.Process, name);

    /// <summary>Waits until it has ended by itself, and kills it where it does not.</summary>
    /// <returns>Whether it did.</returns>
    public async Task<bool> EndedAsync(TimeSpan patience)
    {
        try
        {
            await process!.EndedAsync().WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            Signal("KILL");
            await process!.EndedAsync();
            return false;
        }
    }

    public void Dispose()
    {
        process?.Dispose();
        http.Dispose();
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s+ssk_[\w.-]{20,}\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeyLine();
}
