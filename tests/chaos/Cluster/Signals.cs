using System.Diagnostics;
using System.Globalization;

namespace SessionService.Chaos.Cluster;

/// <summary>Signals to processes that this program started.</summary>
internal static class Signals
{
    /// <summary>Sends one, such as <c>TERM</c>, <c>KILL</c>, <c>STOP</c>, <c>CONT</c>.</summary>
    public static void Send(Process process, string name) =>
        Run("kill", $"-{name}", process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static void Run(params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardError = true, UseShellExecute = false })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)}: {said.Trim()}");
        }
    }
}
