namespace SessionService.Sessions.Ports;

/// <summary>A kept answer to a request that carried an idempotency key.</summary>
/// <param name="RequestSha256">Hex SHA-256 of method, path and body: the same key with another request is a fault.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Body">Body of the answer as UTF-8 JSON text.</param>
public sealed record KeptAnswer(string RequestSha256, int Status, string Body);

/// <summary>Answers kept by (tenant, idempotency key) for at least 24 hours.</summary>
public interface IIdempotencyStore
{
    /// <summary>The kept answer, or null.</summary>
    Task<KeptAnswer?> FindAsync(TenantId tenant, string key, CancellationToken cancellation = default);

    /// <summary>Keeps an answer; the first one wins.</summary>
    Task KeepAsync(TenantId tenant, string key, KeptAnswer answer, DateTimeOffset at, CancellationToken cancellation = default);
}
