using System.Net;
using System.Net.Sockets;

namespace SessionService.Storage.Cluster.Tests.Support;

/// <summary>
/// Stands between a client and a server on loopback, and once, when told to, cuts the connection at a chosen place: before
/// the words have reached the server, or after it has answered them, so that the answer is lost.
/// </summary>
internal sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private byte[] _words = [];
    private int _cut;

    public CutProxy(int server)
    {
        _server = server;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often it has cut.</summary>
    public int Cuts { get; private set; }

    private enum Place
    {
        Nowhere,
        BeforeTheServer,
        AfterItsAnswer,
    }

    /// <summary>The next time these words come by, they do not reach the server.</summary>
    public void CutBefore(ReadOnlySpan<byte> words)
    {
        Arm(words, Place.BeforeTheServer);
    }

    /// <summary>The next time these words come by, the server does as they say and its answer is lost.</summary>
    public void CutAfter(ReadOnlySpan<byte> words)
    {
        Arm(words, Place.AfterItsAnswer);
    }

    public void Dispose()
    {
        _listener.Dispose();
    }

    private void Arm(ReadOnlySpan<byte> words, Place place)
    {
        _words = words.ToArray();
        Volatile.Write(ref _cut, (int)place);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server);
                var link = new Link(client.GetStream(), server.GetStream());
                await Task.WhenAny(ForwardAsync(link), ReturnAsync(link));
            }
            catch (Exception fault) when (fault is SocketException or IOException)
            {
                // Either end is gone; closing both says so to the other.
            }
        }
    }

    private async Task ForwardAsync(Link link)
    {
        byte[] chunk = new byte[64 * 1024];
        int read;
        while ((read = await link.Client.ReadAsync(chunk)) > 0)
        {
            if (chunk.AsSpan(0, read).IndexOf(_words) >= 0)
            {
                var place = (Place)Interlocked.Exchange(ref _cut, (int)Place.Nowhere);
                Cuts += place == Place.Nowhere ? 0 : 1;
                if (place == Place.BeforeTheServer)
                {
                    return;
                }

                link.Deaf |= place == Place.AfterItsAnswer;
            }

            await link.Server.WriteAsync(chunk.AsMemory(0, read));
        }
    }

    private static async Task ReturnAsync(Link link)
    {
        byte[] chunk = new byte[64 * 1024];
        int read;
        while ((read = await link.Server.ReadAsync(chunk)) > 0)
        {
            if (link.Deaf)
            {
                return;
            }

            await link.Client.WriteAsync(chunk.AsMemory(0, read));
        }
    }

    private sealed class Link(Stream client, Stream server)
    {
        private volatile bool _deaf;

        public Stream Client => client;

        public Stream Server => server;

        public bool Deaf
        {
            get => _deaf;
            set => _deaf = value;
        }
    }
}
