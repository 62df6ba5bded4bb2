using System.Net;
using System.Net.Sockets;
using SessionService.Api.Json;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Control;

/// <summary>Keys of a service that runs on the folder, through its <see cref="ControlSocket"/>.</summary>
internal sealed class ControlKeys : IKeyAdministration, IDisposable
{
    private readonly HttpClient _http;

    /// <summary>Speaks through a socket.</summary>
    /// <param name="path">Its path.</param>
    public ControlKeys(string path) => _http = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri("http://localhost"),
    };

    /// <inheritdoc/>
    public async Task AddAsync(ApiKeyRecord key, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync(ControlSocket.KeysPath, key, ApiJson.Options, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation) =>
        await _http.GetFromJsonAsync<List<ApiKeyRecord>>(
            tenant is { } one ? $"{ControlSocket.KeysPath}?tenant={one.Value}" : ControlSocket.KeysPath, ApiJson.Options, cancellation) ?? [];

    /// <inheritdoc/>
    public async Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation)
    {
        string path = $"{ControlSocket.KeysPath}/{Uri.EscapeDataString(id)}?tenant={tenant.Value}";
        using HttpResponseMessage answer = await _http.DeleteAsync(new Uri(path, UriKind.Relative), cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        answer.EnsureSuccessStatusCode();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
