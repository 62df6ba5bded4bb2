using System.Net;
using System.Net.Sockets;

namespace SessionService.Chaos.Cluster;

internal static class Ports
{
    /// <summary>A port that is free now.</summary>
    public static int Free()
    {
        using TcpListener listener = new(IPAddress.Any, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
