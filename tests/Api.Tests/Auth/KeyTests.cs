using Microsoft.Extensions.Time.Testing;
using SessionService.Api.Auth;
using SessionService.Api.Control;
using SessionService.Api.Tests.Fakes;
using SessionService.Api.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Tests.Auth;

public sealed class KeyTests
{
    [Fact]
    public void A_key_reads_as_it_was_shown()
    {
        ApiKey key = ApiKey.Create();

        Assert.True(ApiKey.TryParse(key.Reveal(), out ApiKey? read));
        Assert.Equal(key, read);
        Assert.DoesNotContain(key.Secret, key.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ssk_0123456789abcdef")]
    [InlineData("sek_0123456789abcdef_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ssk_0123456789ABCDEF_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ssk_0123456789abcdef-0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("ssk_0123456789abcdef_000000000000000000000000000000000000000000000000000000000000000g")]
    public void Anything_else_is_no_key(string text) => Assert.False(ApiKey.TryParse(text, out _));

    [Fact]
    public async Task The_store_keeps_the_hash_and_not_the_secret()
    {
        FakeCredentialStore store = new();

        ApiKey key = await FirstKey.CreateAsync(
            new StoreKeys(store), new TenantId("t"), "l", DateTimeOffset.UnixEpoch, CancellationToken.None);

        ApiKeyRecord kept = Assert.Single(await store.ListAsync(null));
        Assert.Equal(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(key.Secret)), kept.SecretSha256.ToArray());
    }

    [Fact]
    public async Task A_key_opens_with_its_own_secret_until_it_is_revoked()
    {
        FakeCredentialStore store = new();
        FakeTimeProvider time = new();
        ApiKeyVerifier verifier = new(store, time, new ServiceOptions { KeyCache = TimeSpan.FromSeconds(2) });
        ApiKey key = await FirstKey.CreateAsync(new StoreKeys(store), new TenantId("t"), "", time.GetUtcNow(), CancellationToken.None);

        Assert.Equal(new TenantId("t"), await verifier.VerifyAsync(key, CancellationToken.None));
        Assert.Null(await verifier.VerifyAsync(key with { Secret = ApiKey.Create().Secret }, CancellationToken.None));
        Assert.Null(await verifier.VerifyAsync(ApiKey.Create(), CancellationToken.None));

        await store.RevokeAsync(new TenantId("t"), key.Id, time.GetUtcNow());
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await verifier.VerifyAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task The_first_start_prints_one_key_and_the_second_none()
    {
        FakeCredentialStore store = new();
        StringWriter first = new();
        StringWriter second = new();

        await FirstKey.EnsureAsync(store, TimeProvider.System, first, CancellationToken.None);
        await FirstKey.EnsureAsync(store, TimeProvider.System, second, CancellationToken.None);

        string shown = first.ToString().Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("ssk_", StringComparison.Ordinal));
        Assert.True(ApiKey.TryParse(shown, out ApiKey? key));
        Assert.Equal(key.Id, Assert.Single(await store.ListAsync(new TenantId("default"))).Id);
        Assert.Empty(second.ToString());
    }

    [Fact]
    public async Task Keys_are_administered_beside_a_running_service_and_never_over_the_network()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        DirectoryInfo data = Directory.CreateTempSubdirectory("ss-");
        try
        {
            await using TestService service = await TestService.StartAsync(options => options.Data = data.FullName, control: true);
            using ControlKeys keys = new(ControlSocket.PathIn(data.FullName)!);
            ApiKey made = await FirstKey.CreateAsync(keys, new TenantId("acme"), "web", service.Time.GetUtcNow(), CancellationToken.None);
            using HttpClient client = service.Client(made.Reveal());

            Assert.Equal(200, (await client.GetAnswerAsync("/v1/styles")).Status);
            Assert.Equal("web", Assert.Single(await keys.ListAsync(new TenantId("acme"), CancellationToken.None)).Label);
            Assert.False(await keys.RevokeAsync(new TenantId("beta"), made.Id, default, CancellationToken.None));
            Assert.True(await keys.RevokeAsync(new TenantId("acme"), made.Id, default, CancellationToken.None));
            service.Time.Advance(TimeSpan.FromSeconds(3));
            (await client.GetAnswerAsync("/v1/styles")).AssertProblem(401, "unauthorized");

            foreach (HttpClient remote in new[] { service.Nobody, service.Alpha })
            {
                (await remote.GetAnswerAsync("/control/keys")).AssertProblem(404, "not_found");
                (await remote.PostAsync("/control/keys", "{}")).AssertProblem(404, "not_found");
                (await remote.SendJsonAsync(HttpMethod.Delete, "/control/keys/a?tenant=acme", null)).AssertProblem(404, "not_found");
            }
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
