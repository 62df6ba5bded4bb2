using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SessionService.Testing;

namespace SessionService.Bench.Service.Client;

/// <summary>The real service as a process of its own, on a free port with an empty store; ends with the benchmark.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly string Program = Path.Combine("src", "Api", "bin", "Release", "net10.0", "SessionService.Api.dll");

    private readonly Process process;
    private readonly string data;

    private ServiceProcess(Process process, string data, int port)
    {
        this.process = process;
        this.data = data;
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>The API key it printed at its first start.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Processor time it has used.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory it has resident, bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="core">The only core it may use; null for all.</param>
    /// <exception cref="InvalidOperationException">It did not start; the message has what it printed.</exception>
    public static async Task<ServiceProcess> StartAsync(int? core = null)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"{Program} is not there: dotnet build -c Release src/Api, and run this from the repository's root.");
        }

        int port = FreePort.Take();
        string folder = Directory.CreateTempSubdirectory("sessionservice-bench-").FullName;
        List<string> words = ["dotnet", Program, "serve", "--data", folder, "--urls", $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}"];
        if (core is { } only)
        {
            words.InsertRange(0, ["taskset", "-c", only.ToString(CultureInfo.InvariantCulture)]);
        }

        ProcessStartInfo start = new(words[0], words.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string rate in new[] { "RequestsPerSecond", "RequestBurst" })
        {
            // One tenant makes all requests of a benchmark within seconds.
            start.Environment["SESSIONSERVICE_" + rate] = "100000";
        }

        ServiceProcess service = new(Process.Start(start)!, folder, port);
        await service.BecomeReadyAsync();
        return service;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(data, recursive: true);
    }

    private async Task BecomeReadyAsync()
    {
        List<string> printed = [];
        TaskCompletionSource<string> key = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Take(object sender, DataReceivedEventArgs line)
        {
            lock (printed)
            {
                printed.Add(line.Data ?? "");
            }

            if (line.Data is { } text && KeyLine().Match(text) is { Success: true } match)
            {
                key.TrySetResult(match.Value.Trim());
            }
        }

        process.OutputDataReceived += Take;
        process.ErrorDataReceived += Take;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using HttpClient http = new() { BaseAddress = Address };
        for (int attempt = 0; attempt < 300 && !process.HasExited; attempt++)
        {
            try
            {
                using HttpResponseMessage answer = await http.GetAsync(new Uri("health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode && key.Task.IsCompleted)
                {
                    Key = await key.Task;
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        await DisposeAsync();
        lock (printed)
        {
            throw new InvalidOperationException("The service did not become ready:\n" + string.Join('\n', printed));
        }
    }

    // The key stands alone on a line of its own.
    [GeneratedRegex(@"^\s+\w+_[\w.-]{20,}\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KeyLine();
}
