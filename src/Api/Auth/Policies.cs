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

        // The core alone: AddAuthentication would bring data protection for cookies, which writes keys into the home folder.
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = CredentialHandler.Bearer;
            authentication.AddScheme<CredentialHandler>(CredentialHandler.Bearer, null);
        });
        services.AddWebEncoders();
        services.AddTransient<CredentialHandler>();
        services.AddAuthorizationBuilder()
            .AddPolicy(Key, policy => policy.RequireClaim(CallerClaims.Kind, CallerClaims.Key))
            .AddPolicy(KeyOrToken, policy => policy.RequireClaim(CallerClaims.Kind, CallerClaims.Key, CallerClaims.Token));
    }
}
