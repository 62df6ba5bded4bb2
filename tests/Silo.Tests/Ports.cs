using System.Net;
using System.Net.Sockets;

namespace SessionService.Silo.Tests;

internal static class Ports
{
    /// <summary>A port of loopback that is free now.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
