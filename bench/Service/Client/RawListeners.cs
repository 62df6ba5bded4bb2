using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SessionService.Bench.Service.Client;

/// <summary>
/// Thousands of listeners at little cost: plain sockets that speak just enough WebSocket, all read by one loop a few
/// times a second. Each checks that its audio is without gaps.
/// </summary>
internal sealed class RawListeners : IDisposable
{
    private readonly List<RawListener> all = [];
    private readonly byte[] buffer = new byte[256 * 1024];

    /// <summary>How many are connected.</summary>
    public int Connected => all.Count(l => l.Open);

    /// <summary>Samples left out of somebody's audio.</summary>
    public long MissingSamples => all.Sum(l => l.MissingSamples);

    /// <summary>Bytes that came in.</summary>
    public long Bytes { get; private set; }

    /// <summary>Audio that came in, samples summed over listeners.</summary>
    public long Samples => all.Sum(l => l.Samples);

    /// <summary>Opens one more; its answer to the upgrade is read here, the rest by <see cref="Poll"/>.</summary>
    /// <exception cref="InvalidOperationException">The service refused.</exception>
    public async Task AddAsync(ServiceProcess service, string session, string format)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 * 1024 };
        await socket.ConnectAsync(IPAddress.Loopback, service.Address.Port);
        string request = string.Create(CultureInfo.InvariantCulture, $"GET /v1/sessions/{session}/socket?format={format} HTTP/1.1\r\nHost: 127.0.0.1:{service.Address.Port}\r\n") +
            "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
            $"Sec-WebSocket-Protocol: sessionservice.v1\r\nAuthorization: Bearer {service.Key}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        string answer = await ReadHeadAsync(socket);
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            socket.Dispose();
            throw new InvalidOperationException("Listener refused: " + answer.Split('\r')[0]);
        }

        socket.Blocking = false;
        all.Add(new RawListener(socket));
    }

    /// <summary>Takes what has come in for everybody.</summary>
    public void Poll()
    {
        foreach (RawListener listener in all)
        {
            Bytes += listener.Drain(buffer);
        }
    }

    /// <summary>Forgets what was counted.</summary>
    public void Restart()
    {
        Bytes = 0;
        all.ForEach(l => l.Restart());
    }

    /// <inheritdoc/>
    public void Dispose() => all.ForEach(l => l.Dispose());

    // One byte at a time, so that nothing behind the head is taken: it is short and read once.
    private static async Task<string> ReadHeadAsync(Socket socket)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(one) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    private sealed class RawListener(Socket socket) : IDisposable
    {
        private readonly byte[] rest = new byte[64 * 1024];
        private int kept;
        private long next = -1;

        public bool Open { get; private set; } = true;

        public long MissingSamples { get; private set; }

        public long Samples { get; private set; }

        public void Dispose() => socket.Dispose();

        public void Restart() => (MissingSamples, Samples) = (0, 0);

        public int Drain(byte[] buffer)
        {
            int total = 0;
            while (Open)
            {
                rest.AsSpan(0, kept).CopyTo(buffer);
                int got = socket.Receive(buffer.AsSpan(kept), SocketFlags.None, out SocketError error);
                if (error == SocketError.WouldBlock)
                {
                    return total;
                }

                if (got == 0 || error != SocketError.Success)
                {
                    Open = false;
                    return total;
                }

                total += got;
                int used = Frames(buffer.AsSpan(0, kept + got));
                kept = kept + got - used;
                buffer.AsSpan(used, kept).CopyTo(rest);
            }

            return total;
        }

        // RFC 6455, 5.2: frames from a server are not masked.
        private int Frames(ReadOnlySpan<byte> bytes)
        {
            int at = 0;
            while (bytes.Length - at >= 4)
            {
                int head = bytes[at + 1] == 126 ? 4 : bytes[at + 1] == 127 ? 10 : 2;
                if (bytes.Length - at < head)
                {
                    break;
                }

                int length = head switch
                {
                    4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]),
                    10 => (int)BinaryPrimitives.ReadInt64BigEndian(bytes[(at + 2)..]),
                    _ => bytes[at + 1],
                };
                if (bytes.Length - at < head + length)
                {
                    break;
                }

                if ((bytes[at] & 0x0F) == 2)
                {
                    Audio(bytes.Slice(at + head, length));
                }

                at += head + length;
            }

            return at;
        }

        private void Audio(ReadOnlySpan<byte> frame)
        {
            long first = BinaryPrimitives.ReadInt64LittleEndian(frame[8..]);
            int samples = BinaryPrimitives.ReadInt32LittleEndian(frame[16..]);
            if (next >= 0 && first > next)
            {
                MissingSamples += first - next;
            }

            next = first + samples;
            Samples += samples;
        }
    }
}
