using System.ComponentModel;
using System.Diagnostics;

namespace SessionService.Audio.Tests.Support;

/// <summary>Independent programs that judge what we write.</summary>
internal static class Tool
{
    public static bool Has(string program)
    {
        try
        {
            Run(program, "-version");
            return true;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Runs a program to its end: what it wrote to standard output and standard error.</summary>
    public static (string Output, string Error) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {error.Result}");
        return (output, error.Result);
    }
}

/// <summary>A file that is gone after the test.</summary>
internal sealed class TemporaryFile(string extension) : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), Guid.NewGuid().ToString("N") + extension);

    public void Dispose()
    {
        File.Delete(Path);
    }
}
