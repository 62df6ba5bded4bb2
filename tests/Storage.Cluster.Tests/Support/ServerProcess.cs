using System.Diagnostics;
using System.Globalization;

namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>A server that a test has started: found by its words, ended by its id.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process)
    {
        _process = process;
    }

    /// <summary>The full path of a program, or null where it is not on the path nor in the given folders.</summary>
    public static string? Find(string name, params string[] folders)
    {
        string[] path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return path.Concat(folders).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    /// <summary>Starts a server and waits until it says that it serves.</summary>
    /// <param name="program">What to start.</param>
    /// <param name="arguments">With what.</param>
    /// <param name="ready">What it says on its output when it serves.</param>
    /// <param name="environment">Variables for it.</param>
    public static ServerProcess Start(
        string program, IEnumerable<string> arguments, string ready, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        var said = new List<string>();
        var serves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = Process.Start(start)!;
        void Hear(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "(end)");
            }

            if (line is null || line.Contains(ready, StringComparison.Ordinal))
            {
                serves.TrySetResult();
            }
        }

        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        serves.Task.Wait(TimeSpan.FromMinutes(1));
        lock (said)
        {
            if (!said.Exists(line => line.Contains(ready, StringComparison.Ordinal)))
            {
                process.Kill(entireProcessTree: true);
                throw new InvalidOperationException($"{program} does not serve:\n{string.Join('\n', said)}");
            }
        }

        return new ServerProcess(process);
    }

    public int Id => _process.Id;

    /// <summary>SIGKILL, as a crash would.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Sends a signal by its name.</summary>
    public void Signal(string name)
    {
        if (_process.HasExited)
        {
            return;
        }

        using Process kill = Process.Start("kill", [$"-{name}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void WaitForExit()
    {
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
