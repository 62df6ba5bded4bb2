using System.Reflection;
using System.Runtime.InteropServices;

namespace SessionService.Synthesis.SoundFont;

/// <summary>Whether libfluidsynth is on this machine; looked for once.</summary>
public static class FluidLibrary
{
    private static readonly string[] Candidates =
    [
        "libfluidsynth.so.3", "libfluidsynth.3.dylib", "/opt/homebrew/lib/libfluidsynth.3.dylib", "libfluidsynth-3.dll",
    ];

    private static readonly Lazy<Found> Library = new(Load);

    /// <summary>Whether SoundFonts can be played here.</summary>
    public static bool IsAvailable => Library.Value.Reason is null;

    /// <summary>The library's version, such as <c>2.3.1</c>; empty where it is missing.</summary>
    public static string Version => Library.Value.Version;

    /// <summary>Why it is missing and what to install; null where it is there.</summary>
    public static string? UnavailableReason => Library.Value.Reason;

    private static Found Load()
    {
        nint handle = 0;
        foreach (string candidate in Candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out handle))
            {
                break;
            }
        }

        if (handle == 0)
        {
            return new Found(
                string.Empty, "libfluidsynth 3 was not found (Debian and Ubuntu: apt-get install libfluidsynth3; macOS: brew install fluid-synth).");
        }

        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (name, _, _) => string.Equals(name, FluidNative.Library, StringComparison.Ordinal) ? handle : 0);

        // What it has to say comes back as results of calls; it shall not write to the process's standard error.
        for (int level = 0; level <= 4; level++)
        {
            FluidNative.SetLogFunction(level, 0, 0);
        }

        return new Found(Marshal.PtrToStringUTF8(FluidNative.Version()) ?? string.Empty, null);
    }

    private sealed record Found(string Version, string? Reason);
}
