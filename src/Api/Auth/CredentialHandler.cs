using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using SessionService.Api.Http;
using SessionService.Sessions;

namespace SessionService.Api.Auth;

/// <summary>
/// Reads the credential of a request: <c>Authorization: Bearer</c> with an API key or a session token, or, for browsers,
/// which cannot set headers on a socket, a <c>token.…</c> subprotocol.
/// </summary>
internal sealed class CredentialHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    ApiKeyVerifier keys, SessionTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Bearer = "bearer";

    /// <summary>Start of the subprotocol that carries a token.</summary>
    public const string SubprotocolPrefix = "token.";

    private const int LongestCredential = 2_048;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credential() is not { } text)
        {
            return AuthenticateResult.NoResult();
        }

        Caller? caller = text.Length > LongestCredential ? null : await VerifyAsync(text);
        return caller is null
            ? AuthenticateResult.Fail("The credential is not valid.")
            : AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(), Scheme.Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized(
            "Send an API key, or for a socket a session token, as \"Authorization: Bearer …\".").ExecuteAsync(Context);
    }

    /// <summary>A session token at a route that takes API keys only is no credential there.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Unauthorized("A session token opens its session's socket only.").ExecuteAsync(Context);
    }

    private string? Credential()
    {
        string header = Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..].Trim();
        }

        foreach (string protocol in Context.WebSockets.WebSocketRequestedProtocols)
        {
            if (protocol.StartsWith(SubprotocolPrefix, StringComparison.Ordinal))
            {
                return protocol[SubprotocolPrefix.Length..];
            }
        }

        return null;
    }

    private async Task<Caller?> VerifyAsync(string text)
    {
        if (ApiKey.TryParse(text, out ApiKey? key))
        {
            TenantId? tenant = await keys.VerifyAsync(key, Context.RequestAborted);
            return tenant is { } found ? new Caller(found, key.Id, null, TokenScope.Control, null) : null;
        }

        return await tokens.VerifyAsync(text, Context.RequestAborted);
    }
}
