using System.Diagnostics;

namespace SessionService.Chaos.Cluster;

/// <summary>A process whose output goes to a file.</summary>
internal sealed class LoggedProcess : IDisposable
{
    private readonly StreamWriter log;
    private readonly Lock gate = new();

    /// <summary>Starts it.</summary>
    /// <param name="words">Program and arguments.</param>
    /// <param name="file">Where its output is appended.</param>
    /// <param name="environment">Further variables.</param>
    /// <param name="said">Told of every line.</param>
    public LoggedProcess(
        IReadOnlyList<string> words, string file, IReadOnlyDictionary<string, string>? environment = null, Action<string>? said = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        log = new StreamWriter(file, append: true) { AutoFlush = true };
        var start = new ProcessStartInfo(words[0], words.Skip(1)) {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        Process = new Process { StartInfo = start };
        Process.OutputDataReceived += (_, line) => Take(line.Data, said);
        Process.ErrorDataReceived += (_, line) => Take(line.Data, said);
        Process.Start();
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
    }

    public Process Process { get; }

    public bool Runs => !Process.HasExited;

    /// <summary>Processor time it has used, in seconds; 0 where it has ended.</summary>
    public double ProcessorSeconds
    {
        get
        {
            Process.Refresh();
            return Runs ? Process.TotalProcessorTime.TotalSeconds : 0;
        }
    }

    public Task EndedAsync() => Process.WaitForExitAsync();

    public void Dispose()
    {
        if (Runs)
        {
            // A stopped process takes a kill too.
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
        }

        lock (gate)
        {
            log.Dispose();
        }

        Process.Dispose();
    }

    private void Take(string? line, Action<string>? said)
    {
        if (line is null)
        {
            return;
        }

        lock (gate)
        {
            if (log.BaseStream is not null)
            {
                log.WriteLine(line);
            }
        }

        said?.Invoke(line);
    }
}
