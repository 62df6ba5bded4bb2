using System.Collections.Concurrent;
using System.Diagnostics;
using SessionService.Testing;

namespace SessionService.Browser.Tests.Support;

/// <summary>The real service in a process of its own, on a free port, with a data folder of its own.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly int _port = FreePort.Take();
    private readonly string _data = Directory.CreateTempSubdirectory("sessionservice-browser-").FullName;
    private readonly ConcurrentQueue<string> _said = new();
    private Process? _process;

    /// <summary>Address of the service; stays the same over restarts.</summary>
    public Uri Address => new($"http://127.0.0.1:{_port}/");

    /// <summary>Its data folder; gone once this is disposed.</summary>
    public string Data => _data;

    /// <summary>What it printed, for messages of failed tests.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        ProcessStartInfo start = new("dotnet", [Repository.Service, "serve", "--data", _data, "--urls", Address.ToString()])
        {
            WorkingDirectory = Repository.Root, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ReadyAsync(_process, cancellation);
    }

    /// <summary>Ends it as a power cut would: SIGKILL, no chance to save anything.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Asks it to end, as a deployment would: SIGTERM, and waits until it has.</summary>
    public async Task TerminateAsync()
    {
        using (Process kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        try
        {
            Directory.Delete(_data, recursive: true);
        }
        catch (IOException)
        {
            // A file that is still held by the dying process is left to the system's own cleaning.
        }
    }

    private async Task ReadyAsync(Process process, CancellationToken cancellation)
    {
        using HttpClient client = new() { BaseAddress = Address };
        while (!process.HasExited)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(50, cancellation);
        }

        throw new InvalidOperationException($"The service ended with {process.ExitCode} before it was ready:\n{Said}");
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Enqueue(line);
        while (_said.Count > 200)
        {
            _said.TryDequeue(out _);
        }
    }
}
