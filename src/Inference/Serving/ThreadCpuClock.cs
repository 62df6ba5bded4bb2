using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SessionService.Inference.Serving;

/// <summary>Processor time of the calling thread, for accounts; wall time where the system cannot tell.</summary>
public static partial class ThreadCpuClock
{
    // CLOCK_THREAD_CPUTIME_ID in Linux' <time.h>.
    private const int ThreadCpuTimeId = 3;
    private static readonly bool Linux = OperatingSystem.IsLinux() && IntPtr.Size == 8;

    /// <summary>Microseconds since an arbitrary origin of this thread.</summary>
    public static long Microseconds()
    {
        if (Linux && GetTime(ThreadCpuTimeId, out Timespec time) == 0)
        {
            return (time.Seconds * 1_000_000) + (time.Nanoseconds / 1_000);
        }

        return Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
