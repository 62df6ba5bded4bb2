using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace SessionService.Api.Sockets;

/// <summary>Keeps what waits for a slow client out of the server's and the kernel's buffers.</summary>
internal static class SocketTuning
{
    /// <summary>Bytes of an answer that may wait in the server: about a second of Opus.</summary>
    public const int ResponseBufferBytes = 16 * 1024;

    private const int UnsentBytes = 16 * 1024;

    // Linux: include/uapi/linux/tcp.h. Unsent data above this makes the socket not writable; it is inherited from the
    // listening socket, and does not limit what is under way, so a fast and distant client loses nothing.
    private const int TcpNotSentLowAt = 25;

    /// <summary>The listening socket as Kestrel would make it, with that limit where the system has it.</summary>
    public static Socket CreateListenSocket(EndPoint endpoint)
    {
        Socket socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (OperatingSystem.IsLinux() && endpoint is IPEndPoint)
        {
            try
            {
                socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpNotSentLowAt, BitConverter.GetBytes(UnsentBytes));
            }
            catch (SocketException)
            {
                // Some sandboxes do not have it; then the kernel buffers more and skipping begins later.
            }
        }

        return socket;
    }
}
