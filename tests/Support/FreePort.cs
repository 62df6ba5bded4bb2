using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SessionService.Testing;

/// <summary>
/// Ports for servers that are started by a test. They lie below those that the system gives to outgoing connections: one of these
/// could else take a port between the question whether it is free and the server's own start. None is given twice by a process.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;

    // What Linux has where nothing else is set; others begin higher.
    private const int UsualOutgoing = 32_768;

    private static readonly int Count = FirstOutgoing() - First;

    // Processes that run at the same time begin far from one another.
    private static int taken = Environment.ProcessId * 61 % Count;

    /// <summary>A port at which nobody listens.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int Take()
    {
        for (int attempt = 0; attempt < Count; attempt++)
        {
            int port = First + (int)((uint)Interlocked.Increment(ref taken) % (uint)Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port from {First} to {First + Count - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Any, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FirstOutgoing()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        if (!File.Exists(Range))
        {
            return UsualOutgoing;
        }

        int first = int.Parse(File.ReadAllText(Range).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
        return first > First + 1_000 ? first : UsualOutgoing;
    }
}
