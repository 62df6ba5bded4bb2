using SessionService.Api.Control;
using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Auth;

/// <summary>Makes API keys; shared by the first start and the command line.</summary>
internal static class FirstKey
{
    /// <summary>Tenant of the first key.</summary>
    public const string Tenant = "default";

    /// <summary>Makes and stores a key. The returned key is the only copy of its secret.</summary>
    public static async Task<ApiKey> CreateAsync(
        IKeyAdministration keys, TenantId tenant, string label, DateTimeOffset now, CancellationToken cancellation)
    {
        ApiKey key = ApiKey.Create();
        await keys.AddAsync(new ApiKeyRecord(key.Id, tenant, label, key.SecretHash(), now, null), cancellation);
        return key;
    }

    /// <summary>
    /// Where no key was ever made, makes one for the tenant <see cref="Tenant"/> and prints it, once, to
    /// <paramref name="output"/>: standard output and not a log, because logs are kept and shipped.
    /// </summary>
    public static async Task EnsureAsync(
        ICredentialStore store, TimeProvider time, TextWriter output, CancellationToken cancellation)
    {
        if ((await store.ListAsync(null, cancellation)).Count > 0)
        {
            return;
        }

        ApiKey key = await CreateAsync(new StoreKeys(store), new TenantId(Tenant), "first start", time.GetUtcNow(), cancellation);
        await output.WriteLineAsync();
        await output.WriteLineAsync($"API key of tenant \"{Tenant}\" (shown only now, keep it):");
        await output.WriteLineAsync($"  {key.Reveal()}");
        await output.WriteLineAsync();
    }
}
