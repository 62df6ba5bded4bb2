using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using SessionService.Api.Http;
using SessionService.Api.Json;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Control;

/// <summary>
/// A Unix socket in the data folder, through which the commands of this program reach the service that holds the folder.
/// Whoever may write into the folder may use it; nobody else can reach it.
/// </summary>
internal static class ControlSocket
{
    /// <summary>Path of the keys.</summary>
    public const string KeysPath = "/control/keys";

    // sun_path of sockaddr_un, without the closing zero.
    private const int LongestPath = 107;

    /// <summary>The socket's path; null where the system or the length of the path does not allow one.</summary>
    public static string? PathIn(string data)
    {
        string path = Path.Combine(Path.GetFullPath(data), "control.sock");
        return OperatingSystem.IsWindows() || Encoding.UTF8.GetByteCount(path) > LongestPath ? null : path;
    }

    /// <summary>Listens there too, beside the addresses that are configured.</summary>
    public static void Listen(WebApplicationBuilder builder, ServiceOptions options)
    {
        if (PathIn(options.Data) is { } path)
        {
            builder.WebHost.UseUrls([.. (builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries), "http://unix:" + path]);
        }
    }

    /// <summary>Removes what a service that crashed left behind; call it only while holding the folder.</summary>
    public static void RemoveStale(ServiceOptions options)
    {
        if (PathIn(options.Data) is { } path)
        {
            File.Delete(path);
        }
    }

    /// <summary>Adds the routes; over the network they are not there.</summary>
    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup(KeysPath).AllowAnonymous().DisableRateLimiting().ExcludeFromDescription();
        group.AddEndpointFilter(async (context, next) => IsLocal(context.HttpContext) ? await next(context) : Problems.NotFound());
        group.MapGet("", async (ICredentialStore store, string? tenant, CancellationToken cancellation) =>
            Results.Json(await store.ListAsync(tenant is null ? null : new TenantId(tenant), cancellation), ApiJson.Options));
        group.MapPost("", async (HttpContext http, ICredentialStore store) =>
        {
            Body<ApiKeyRecord> body = await RequestBody.ReadAsync<ApiKeyRecord>(http);
            if (body.Value is not { } key)
            {
                return body.Problem!;
            }

            await store.AddAsync(key, http.RequestAborted);
            return Results.NoContent();
        });
        group.MapDelete("/{id}", async (ICredentialStore store, TimeProvider time, string id, string tenant, CancellationToken cancellation) =>
            await store.RevokeAsync(new TenantId(tenant), id, time.GetUtcNow(), cancellation) ? Results.NoContent() : Problems.NotFound());
    }

    private static bool IsLocal(HttpContext http) =>
        http.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily == AddressFamily.Unix;
}
