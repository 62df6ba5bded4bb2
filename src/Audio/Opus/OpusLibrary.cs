using System.Reflection;
using System.Runtime.InteropServices;

namespace SessionService.Audio.Opus;

/// <summary>Whether the Opus codec library is on this machine; looked for once.</summary>
public static class OpusLibrary
{
    private static readonly string[] Candidates =
    [
        "libopus.so.0", "libopus", "opus", "libopus.0.dylib", "libopus.dylib", "/opt/homebrew/lib/libopus.0.dylib", "libopus-0.dll",
    ];

    private static readonly Lazy<Found> Library = new(Load);

    /// <summary>Whether packets can be encoded and decoded here.</summary>
    public static bool IsAvailable => Library.Value.Handle != 0;

    /// <summary>The library's own version text, such as <c>libopus 1.3.1</c>; empty where it is missing.</summary>
    public static string Version => Library.Value.Version;

    /// <summary>Why it is missing and what to install; null where it is there.</summary>
    public static string? UnavailableReason => Library.Value.Reason;

    /// <summary>Makes sure that native calls will be found.</summary>
    /// <exception cref="OpusException">The library is missing.</exception>
    internal static void Require()
    {
        if (Library.Value.Reason is { } reason)
        {
            throw new OpusException(reason);
        }
    }

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
            return new Found(0, string.Empty, "libopus was not found (Debian and Ubuntu: apt-get install libopus0; macOS: brew install opus).");
        }

        NativeLibrary.SetDllImportResolver(
            Assembly.GetExecutingAssembly(), (name, _, _) => string.Equals(name, OpusNative.Library, StringComparison.Ordinal) ? handle : 0);
        return new Found(handle, Marshal.PtrToStringUTF8(OpusNative.GetVersionString()) ?? string.Empty, null);
    }

    private sealed record Found(nint Handle, string Version, string? Reason);
}
