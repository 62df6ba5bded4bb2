using SessionService.Sessions;
using SessionService.Sessions.Ports;
using SessionService.Storage.Tests.Support;

namespace SessionService.Storage.Tests.Contracts;

public abstract class CredentialStoreContract<TStores> : StoreContract<TStores>
    where TStores : IStores, new()
{
    private ICredentialStore Credentials => Stores.Credentials;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_found_as_it_was_added_and_an_id_is_taken_once()
    {
        ApiKeyRecord key = Key("k1", Make.Ann, 0);
        await Credentials.AddAsync(key, Token);
        Same(key, await Credentials.FindAsync("k1", Token));
        Assert.Null(await Credentials.FindAsync("k2", Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Credentials.AddAsync(Key("k1", Make.Bob, 0), Token));
        Same(key, await Credentials.FindAsync("k1", Token));
    }

    [Fact]
    public async Task Keys_are_listed_by_tenant_in_order_of_creation()
    {
        await Credentials.AddAsync(Key("c", Make.Ann, 2), Token);
        await Credentials.AddAsync(Key("b", Make.Bob, 1), Token);
        await Credentials.AddAsync(Key("a", Make.Ann, 3), Token);
        Assert.Equal(["c", "a"], (await Credentials.ListAsync(Make.Ann, Token)).Select(key => key.Id));
        Assert.Equal(["b", "c", "a"], (await Credentials.ListAsync(null, Token)).Select(key => key.Id));
    }

    [Fact]
    public async Task A_tenant_revokes_its_own_keys_alone_and_the_first_time_stays()
    {
        await Credentials.AddAsync(Key("k", Make.Ann, 0), Token);
        Assert.False(await Credentials.RevokeAsync(Make.Bob, "k", Make.Noon, Token));
        Assert.False(await Credentials.RevokeAsync(Make.Ann, "none", Make.Noon, Token));
        Assert.Null((await Credentials.FindAsync("k", Token))!.RevokedAt);
        Assert.True(await Credentials.RevokeAsync(Make.Ann, "k", Make.Noon, Token));
        Assert.True(await Credentials.RevokeAsync(Make.Ann, "k", Make.Noon.AddHours(1), Token));
        Assert.Equal(Make.Noon, (await Credentials.FindAsync("k", Token))!.RevokedAt);
    }

    [Fact]
    public async Task A_secret_is_random_and_made_once_even_when_many_ask_at_once()
    {
        ReadOnlyMemory<byte>[] asked = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => Credentials.GetOrCreateSecretAsync("token", 32, Token), Token)));
        Assert.Single(asked.Select(secret => Convert.ToHexString(secret.Span)).Distinct(StringComparer.Ordinal));
        Assert.Equal(32, asked[0].Length);
        ReadOnlyMemory<byte> other = await Credentials.GetOrCreateSecretAsync("other", 32, Token);
        Assert.NotEqual(Convert.ToHexString(asked[0].Span), Convert.ToHexString(other.Span));
    }

    private static ApiKeyRecord Key(string id, TenantId tenant, int hour)
    {
        return new ApiKeyRecord(id, tenant, "for tests", new byte[] { 1, 2, 3 }, Make.Noon.AddHours(hour), null);
    }

    private static void Same(ApiKeyRecord expected, ApiKeyRecord? actual)
    {
        Assert.Equal(expected.SecretSha256.ToArray(), actual!.SecretSha256.ToArray());
        Assert.Equal(expected, actual with { SecretSha256 = expected.SecretSha256 });
    }
}
