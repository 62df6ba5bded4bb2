using System.Globalization;
using System.Net.Sockets;
using SessionService.Testing;

namespace SessionService.Chaos.Cluster;

/// <summary>A Redis that keeps what it acknowledges, on a port and in a folder of its own.</summary>
internal sealed class RedisServer(string folder, string log, string bind) : IDisposable
{
    private LoggedProcess? server;

    public int Port { get; } = FreePort.Take();

    public string Address => $"{bind}:{Port.ToString(CultureInfo.InvariantCulture)}";

    public string Folder => folder;

    public bool Runs => server?.Runs ?? false;

    public double ProcessorSeconds => server?.ProcessorSeconds ?? 0;

    /// <summary>Starts it; returns at once.</summary>
    public void Start()
    {
        server?.Dispose();
        server = new LoggedProcess(
            [
                "redis-server", "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", bind, "--dir", folder, "--save", "",
                "--appendonly", "yes", "--appendfsync", "always", "--protected-mode", "no", "--auto-aof-rewrite-percentage", "0",
            ],
            log);
    }

    /// <summary>Waits until it takes connections.</summary>
    public async Task BecomeReadyAsync()
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(bind, Port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("Redis did not start.");
    }

    /// <summary>Ends it as its operator would, and waits.</summary>
    public async Task StopAsync()
    {
        Signals.Send(server!.Process, "TERM");
        await server.EndedAsync();
    }

    public void Dispose() => server?.Dispose();
}
