using System.Security.Claims;
using SessionService.Sessions;

namespace SessionService.Api.Auth;

/// <summary>What a session token allows.</summary>
internal enum TokenScope
{
    /// <summary>Hear, and send commands.</summary>
    Control,

    /// <summary>Hear only.</summary>
    Listen,
}

/// <summary>Who asks, as proved by the credential.</summary>
/// <param name="Tenant">The credential's tenant.</param>
/// <param name="KeyId">Public id of the API key; null for a session token.</param>
/// <param name="Session">The one session a token opens; null for an API key, which opens all of its tenant's.</param>
/// <param name="Scope">What it may do there.</param>
/// <param name="ExpiresAt">When the token runs out; null for an API key.</param>
internal sealed record Caller(
    TenantId Tenant, string? KeyId, string? Session, TokenScope Scope, DateTimeOffset? ExpiresAt)
{
    private const string Scheme = "sessionservice";

    /// <summary>The caller that authentication put on the request.</summary>
    /// <exception cref="InvalidOperationException">The route does not require a credential; a fault of ours.</exception>
    public static Caller Of(HttpContext http) =>
        http.User.Identities.OfType<CallerIdentity>().FirstOrDefault()?.Caller
        ?? throw new InvalidOperationException("The route does not require a credential.");

    /// <summary>The tenant of the request, or null without a credential.</summary>
    public static TenantId? TenantOf(HttpContext http) =>
        http.User.Identities.OfType<CallerIdentity>().FirstOrDefault()?.Caller.Tenant;

    /// <summary>The caller as ASP.NET Core carries it.</summary>
    public ClaimsPrincipal ToPrincipal() => new(new CallerIdentity(this));

    private sealed class CallerIdentity : ClaimsIdentity
    {
        public CallerIdentity(Caller caller)
            : base([new Claim(CallerClaims.Kind, caller.Session is null ? CallerClaims.Key : CallerClaims.Token)], Scheme) =>
            Caller = caller;

        public Caller Caller { get; }
    }
}

/// <summary>Names of the one claim that policies read.</summary>
internal static class CallerClaims
{
    /// <summary>Type of the claim.</summary>
    public const string Kind = "kind";

    /// <summary>An API key.</summary>
    public const string Key = "key";

    /// <summary>A session token.</summary>
    public const string Token = "token";
}
