using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SessionService.Music;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Auth;

/// <summary>A token that opens one session's socket, and when it runs out.</summary>
/// <param name="Token">The signed token.</param>
/// <param name="ExpiresAt">When it runs out.</param>
internal sealed record IssuedToken(string Token, DateTimeOffset ExpiresAt);

/// <summary>
/// Issues and checks session tokens: JWTs (RFC 7519) signed with HMAC-SHA256 under a secret of this server. They are for
/// browsers, which cannot keep an API key, and open nothing but one session's socket.
/// </summary>
internal sealed class SessionTokens(ICredentialStore store, TimeProvider time) : IDisposable
{
    private const string SecretName = "session-tokens";
    private const string Issuer = "sessionservice";
    private const string Audience = "sessionservice.socket";
    private const string TenantClaim = "tenant";
    private const string SessionClaim = "session";
    private const string ScopeClaim = "scope";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SemaphoreSlim _loading = new(1, 1);
    private SymmetricSecurityKey? _key;

    /// <summary>Makes a token for one session.</summary>
    public async Task<IssuedToken> IssueAsync(SessionKey session, TokenScope scope, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();

        // Whole seconds, because a JWT keeps no more; the answer must say what the token says.
        DateTimeOffset expires = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() + Limits.TokenSeconds);
        SecurityTokenDescriptor descriptor = new()
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [TenantClaim] = session.Tenant.Value,
                [SessionClaim] = session.Id,
                [ScopeClaim] = scope == TokenScope.Listen ? "listen" : "control",
            },
            SigningCredentials = new SigningCredentials(await KeyAsync(cancellation), SecurityAlgorithms.HmacSha256),
        };
        return new IssuedToken(_handler.CreateToken(descriptor), expires);
    }

    /// <summary>Who a token speaks for; null where it is not ours, changed or run out.</summary>
    public async Task<Caller?> VerifyAsync(string token, CancellationToken cancellation)
    {
        TokenValidationResult result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = await KeyAsync(cancellation),
            RequireExpirationTime = true,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
        });
        if (!result.IsValid
            || Claim(result, TenantClaim) is not { } tenant
            || Claim(result, SessionClaim) is not { } session
            || Claim(result, ScopeClaim) is not { } scope)
        {
            return null;
        }

        // Anything but "control" hears only: an unknown scope must not gain rights.
        TokenScope granted = string.Equals(scope, "control", StringComparison.Ordinal) ? TokenScope.Control : TokenScope.Listen;
        DateTimeOffset expires = new(DateTime.SpecifyKind(result.SecurityToken.ValidTo, DateTimeKind.Utc));
        return new Caller(new TenantId(tenant), null, session, granted, expires);
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    private static string? Claim(TokenValidationResult result, string name) =>
        result.Claims.TryGetValue(name, out object? value) ? value as string : null;

    private async ValueTask<SymmetricSecurityKey> KeyAsync(CancellationToken cancellation)
    {
        if (_key is { } known)
        {
            return known;
        }

        await _loading.WaitAsync(cancellation);
        try
        {
            return _key ??= new SymmetricSecurityKey(
                (await store.GetOrCreateSecretAsync(SecretName, 32, cancellation)).ToArray());
        }
        finally
        {
            _loading.Release();
        }
    }
}
