using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Orleans.Dashboard;

namespace SessionService.Silo.Operations;

/// <summary>
/// The Orleans dashboard, for whoever has the operator's key: as password of any user name, so that a browser asks for it, or
/// as bearer token. It is at the operations port only, which no client of the service reaches.
/// </summary>
internal static class DashboardDoor
{
    /// <summary>Where it is.</summary>
    public const string Path = "/dashboard";

    /// <summary>Has a silo gather what the dashboard shows. Without its live log: that may hold what a tenant sent.</summary>
    public static void Add(ISiloBuilder silo) => silo.AddDashboard(dashboard => dashboard.HideTrace = true);

    /// <summary>Lets a front end show it.</summary>
    public static void Add(IClientBuilder client) => client.AddDashboard(dashboard => dashboard.HideTrace = true);

    /// <summary>Closes the path to all without the key.</summary>
    public static void Guard(IApplicationBuilder app, string key)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        app.Use(async (http, next) =>
        {
            if (!http.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal) || Opens(http.Request.Headers.Authorization, hash))
            {
                await next(http);
                return;
            }

            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"operator\", charset=\"UTF-8\"";
        });
    }

    // Compared as hashes: the time it takes says nothing of the key, its length included.
    private static bool Opens(string? header, byte[] hash) =>
        AuthenticationHeaderValue.TryParse(header, out AuthenticationHeaderValue? credential)
        && Secret(credential) is { } secret
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(secret), hash);

    private static byte[]? Secret(AuthenticationHeaderValue credential)
    {
        if (credential.Parameter is not { } text)
        {
            return null;
        }

        if (string.Equals(credential.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        byte[] pair = new byte[text.Length];
        if (!string.Equals(credential.Scheme, "Basic", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(text, pair, out int length))
        {
            return null;
        }

        int colon = pair.AsSpan(0, length).IndexOf((byte)':');
        return colon < 0 ? null : pair[(colon + 1)..length];
    }
}
