using System.Diagnostics;
using System.Globalization;

namespace SessionService.Bench.Cluster;

/// <summary>A silo in a process of its own.</summary>
internal sealed class SiloProcess : IDisposable
{
    private readonly Process process;

    private SiloProcess(Process process)
    {
        this.process = process;
    }

    /// <summary>Processor time until now.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory it holds now, bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static async Task<SiloProcess> StartAsync(int port, int gateway, int primary, string data, Way way)
    {
        string[] arguments =
        [
            "exec", typeof(SiloProcess).Assembly.Location, "silo", .. new[] { port, gateway, primary }.Select(
                number => number.ToString(CultureInfo.InvariantCulture)), data, way.ToString(),
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        Process started = Process.Start(start)!;
        while (await started.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                return new SiloProcess(started);
            }
        }

        throw new InvalidOperationException("The silo did not start.");
    }

    /// <summary>Stops it in good order.</summary>
    public Task StopAsync()
    {
        process.StandardInput.Close();
        return process.WaitForExitAsync();
    }

    /// <summary>Ends it without a word.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
