namespace SessionService.Sessions.Ports;

/// <summary>What is known of a session apart from its log.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Project">The project it plays, null for an inline map.</param>
/// <param name="Version">Pinned version of the project; 0 for an inline map.</param>
/// <param name="Seed">Seed of its randomness.</param>
/// <param name="MapJson">The adaptive map it was created with, as UTF-8 JSON text.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ClosedAt">When it was closed; null while open.</param>
public sealed record SessionRecord(
    SessionKey Key, string? Project, int Version, ulong Seed, string MapJson, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt);

/// <summary>The register of sessions. The tenant is part of every look-up.</summary>
public interface ISessionStore
{
    /// <summary>Adds a session; durable when it completes.</summary>
    /// <returns>False where the key is taken.</returns>
    Task<bool> CreateAsync(SessionRecord record, CancellationToken cancellation = default);

    /// <summary>A session of this tenant, or null.</summary>
    Task<SessionRecord?> FindAsync(SessionKey key, CancellationToken cancellation = default);

    /// <summary>Sessions of a tenant ordered by id, after <paramref name="after"/> (exclusive), at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SessionRecord>> ListAsync(TenantId tenant, string? after, int limit, CancellationToken cancellation = default);

    /// <summary>Number of open sessions of a tenant.</summary>
    Task<int> CountOpenAsync(TenantId tenant, CancellationToken cancellation = default);

    /// <summary>Marks a session closed; durable when it completes. Closing twice keeps the first time.</summary>
    Task CloseAsync(SessionKey key, DateTimeOffset at, CancellationToken cancellation = default);
}
