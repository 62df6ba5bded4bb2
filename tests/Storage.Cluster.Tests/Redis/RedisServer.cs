using System.Globalization;
using SessionService.Storage.Cluster.Tests.Support;
using SessionService.Storage.Redis;
using SessionService.Testing;
using StackExchange.Redis;

namespace SessionService.Storage.Cluster.Tests.Redis;

/// <summary>A redis-server of our own on loopback with its data in a folder that is gone after the test.</summary>
internal sealed class RedisServer : IDisposable
{
    private static readonly Lazy<RedisServer> OfAll = new(() => new RedisServer());

    private static readonly Lazy<RedisServer> OneNode = new(() =>
    {
        var server = new RedisServer(["--cluster-enabled", "yes"]);
        server.CommandAsync("CLUSTER", "ADDSLOTSRANGE", 0, 16383).GetAwaiter().GetResult();
        return server;
    });

    private readonly ServerFolder _folder = new();
    private readonly string _data;
    private readonly string[] _settings;
    private readonly int _port;
    private ServerProcess? _process;

    /// <summary>Starts one.</summary>
    /// <param name="settings">Beside those that make it keep what it acknowledges, or against them.</param>
    /// <param name="data">Where its data is; a folder of its own where null.</param>
    public RedisServer(string[]? settings = null, string? data = null)
    {
        Program = ServerProcess.Find("redis-server") ?? Missing();
        _settings = settings ?? [];
        _data = data ?? _folder.Path;
        Directory.CreateDirectory(_data);
        _port = FreePort.Take();
        Start();
    }

    /// <summary>The one that tests share which only need any; each takes a prefix of its own.</summary>
    public static RedisServer Shared => OfAll.Value;

    /// <summary>One that is a Redis Cluster of a single node: it refuses what would need two.</summary>
    public static RedisServer SharedCluster => OneNode.Value;

    public string Program { get; }

    public RedisOptions Options => new($"127.0.0.1:{Port}");

    public string Port => _port.ToString(CultureInfo.InvariantCulture);

    /// <summary>Ends the shared ones that were started.</summary>
    public static void DisposeShared()
    {
        foreach (Lazy<RedisServer> shared in new[] { OfAll, OneNode }.Where(shared => shared.IsValueCreated))
        {
            shared.Value.Dispose();
        }
    }

    public void Kill()
    {
        _process!.Kill();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public void WaitForExit()
    {
        _process!.WaitForExit();
    }

    /// <summary>Stops it in its tracks: it takes what comes and answers nothing.</summary>
    public void Freeze()
    {
        _process!.Signal("STOP");
    }

    public void Thaw()
    {
        _process!.Signal("CONT");
    }

    /// <summary>Makes a replica a primary.</summary>
    public Task PromoteAsync()
    {
        return CommandAsync("REPLICAOF", "NO", "ONE");
    }

    /// <summary>Starts it again on the same data and the same port.</summary>
    public void Start(params string[] settings)
    {
        _process?.Dispose();
        _process = ServerProcess.Start(
            Program,
            [
                "--port", Port, "--bind", "127.0.0.1", "--dir", _data, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
                .. _settings, .. settings,
            ],
            "Ready to accept connections");
    }

    public void Dispose()
    {
        _process?.Dispose();
        _folder.Dispose();
    }

    private async Task CommandAsync(string command, params object[] words)
    {
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{Port},allowAdmin=true");
        await connection.GetServers()[0].ExecuteAsync(command, words);
    }

    private static string Missing()
    {
        Assert.Skip("redis-server is not installed (Debian package redis-server).");
        return string.Empty;
    }
}
