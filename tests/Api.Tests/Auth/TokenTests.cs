using System.Text;
using Microsoft.Extensions.Time.Testing;
using SessionService.Api.Auth;
using SessionService.Api.Tests.Fakes;
using SessionService.Music;
using SessionService.Sessions;

namespace SessionService.Api.Tests.Auth;

public sealed class TokenTests
{
    private static readonly SessionKey Key = new(new TenantId("t"), "s");

    [Theory]
    [InlineData(TokenScope.Control)]
    [InlineData(TokenScope.Listen)]
    internal async Task A_token_says_whose_session_it_opens_and_for_what(TokenScope scope)
    {
        FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, 500, TimeSpan.Zero));
        using SessionTokens tokens = new(new FakeCredentialStore(), time);

        IssuedToken issued = await tokens.IssueAsync(Key, scope, CancellationToken.None);
        Caller? caller = await tokens.VerifyAsync(issued.Token, CancellationToken.None);

        Assert.Equal(new Caller(Key.Tenant, null, Key.Id, scope, issued.ExpiresAt), caller);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, Limits.TokenSeconds % 60, TimeSpan.Zero).AddMinutes(Limits.TokenSeconds / 60), issued.ExpiresAt);
    }

    [Fact]
    public async Task It_runs_out_to_the_second()
    {
        FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));
        using SessionTokens tokens = new(new FakeCredentialStore(), time);
        IssuedToken issued = await tokens.IssueAsync(Key, TokenScope.Control, CancellationToken.None);

        time.Advance(TimeSpan.FromSeconds(Limits.TokenSeconds) - TimeSpan.FromTicks(1));
        Assert.NotNull(await tokens.VerifyAsync(issued.Token, CancellationToken.None));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await tokens.VerifyAsync(issued.Token, CancellationToken.None));
    }

    [Fact]
    public async Task Another_servers_or_a_changed_or_an_unsigned_token_is_none()
    {
        FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));
        FakeCredentialStore store = new();
        using SessionTokens tokens = new(store, time);
        using SessionTokens restarted = new(store, time);
        using SessionTokens foreign = new(new FakeCredentialStore(), time);
        string token = (await tokens.IssueAsync(Key, TokenScope.Listen, CancellationToken.None)).Token;
        string[] parts = token.Split('.');
        string payload = Encoding.UTF8.GetString(Convert.FromBase64String(Pad(parts[1])));
        string changed = Convert.ToBase64String(Encoding.UTF8.GetBytes(payload.Replace("listen", "control", StringComparison.Ordinal)))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');
        string unsigned = Convert.ToBase64String("""{"alg":"none","typ":"JWT"}"""u8).TrimEnd('=');

        Assert.NotNull(await restarted.VerifyAsync(token, CancellationToken.None));
        Assert.Null(await foreign.VerifyAsync(token, CancellationToken.None));
        Assert.Null(await tokens.VerifyAsync($"{parts[0]}.{changed}.{parts[2]}", CancellationToken.None));
        Assert.Null(await tokens.VerifyAsync($"{unsigned}.{parts[1]}.", CancellationToken.None));
        Assert.Null(await tokens.VerifyAsync("", CancellationToken.None));
    }

    private static string Pad(string text) => text.Replace('-', '+').Replace('_', '/').PadRight((text.Length + 3) / 4 * 4, '=');
}
