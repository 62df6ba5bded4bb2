using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SessionService.Bench.Service;

/// <summary>Where and of what a number was measured.</summary>
/// <param name="Cpu">Model of the processor.</param>
/// <param name="Cores">Logical processors of the machine.</param>
/// <param name="Runtime">Version of .NET.</param>
/// <param name="System">Operating system.</param>
/// <param name="Commit">Commit that was built, with a mark where the tree was changed.</param>
/// <param name="At">When.</param>
internal sealed record Machine(string Cpu, int Cores, string Runtime, string System, string Commit, DateTimeOffset At)
{
    /// <summary>This machine now.</summary>
    public static Machine Here() => new(
        FromFile("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        LogicalProcessors(),
        Environment.Version.ToString(),
        (FromFile("/etc/os-release", "PRETTY_NAME") ?? RuntimeInformation.OSDescription).Trim('"'),
        Git("describe --always --dirty --exclude=*"),
        TimeProvider.System.GetUtcNow());

    // The number the runtime gives is that of the cores this process may use, which a benchmark may have narrowed.
    private static int LogicalProcessors() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal))
            : Environment.ProcessorCount;

    private static string? FromFile(string path, string key)
    {
        string? line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal)) : null;
        return line?[(line.IndexOfAny([':', '=']) + 1)..].Trim();
    }

    private static string Git(string arguments)
    {
        try
        {
            using Process git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            string answer = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return answer.Length > 0 ? answer : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
