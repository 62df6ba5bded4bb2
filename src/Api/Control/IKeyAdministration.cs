using SessionService.Sessions;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Control;

/// <summary>What the <c>keys</c> commands need: of the store itself, or of the service that holds it.</summary>
internal interface IKeyAdministration
{
    /// <summary>Adds a key.</summary>
    Task AddAsync(ApiKeyRecord key, CancellationToken cancellation);

    /// <summary>Keys of a tenant, or of all.</summary>
    Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation);

    /// <summary>Makes a key stop working; false where the tenant has no such key.</summary>
    Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation);
}

/// <summary>On the store itself, while no service runs on it.</summary>
internal sealed class StoreKeys(ICredentialStore store) : IKeyAdministration
{
    /// <inheritdoc/>
    public Task AddAsync(ApiKeyRecord key, CancellationToken cancellation) => store.AddAsync(key, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(TenantId? tenant, CancellationToken cancellation) =>
        store.ListAsync(tenant, cancellation);

    /// <inheritdoc/>
    public Task<bool> RevokeAsync(TenantId tenant, string id, DateTimeOffset at, CancellationToken cancellation) =>
        store.RevokeAsync(tenant, id, at, cancellation);
}
