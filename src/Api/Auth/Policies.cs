using Microsoft.AspNetCore.Authentication;

namespace SessionService.Api.Auth;

/// <summary>Who may use a route.</summary>
internal static class Policies
{
    /// <summary>Holders of an API key.</summary>
    public const string Key = "key";

    /// <summary>Holders of an API key or of a session token.</summary>
    public const string KeyOrToken = "key-or-token";

    /// <summary>Adds authentication and the policies.</summary>
    public static void AddCredentials(this IServiceCollection services)
    {
        services.AddSingleton<ApiKeyVerifier>();
        services.AddSingleton<SessionTokens>();
        services.AddAuthentication(CredentialHandler.Bearer)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.Bearer, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Key, policy => policy.RequireClaim(CallerClaims.Kind, CallerClaims.Key))
            .AddPolicy(KeyOrToken, policy => policy.RequireClaim(CallerClaims.Kind, CallerClaims.Key, CallerClaims.Token));
    }
}
