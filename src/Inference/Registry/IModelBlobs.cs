namespace SessionService.Inference.Registry;

/// <summary>What a blob is part of; each is kept apart from the other.</summary>
public enum ModelBlobKind
{
    /// <summary>A file of a package.</summary>
    Package,

    /// <summary>A registry's state.</summary>
    State,

    /// <summary>Somebody's wish to change the state, while it lasts.</summary>
    Claim,
}

/// <summary>
/// Bytes named by their SHA-256 that all processes share. What was put is listed for everybody from then on. All methods throw
/// <see cref="RegistryException"/> where the store cannot be reached.
/// </summary>
public interface IModelBlobs
{
    /// <summary>Stores bytes; durable when it completes.</summary>
    /// <returns>Their SHA-256, lower-case hex.</returns>
    Task<string> PutAsync(ModelBlobKind kind, ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Bytes by their SHA-256, checked against it.</summary>
    /// <param name="kind">Where.</param>
    /// <param name="sha256">Their name.</param>
    /// <param name="most">More are refused.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null where there are none.</returns>
    Task<byte[]?> GetAsync(ModelBlobKind kind, string sha256, int most, CancellationToken cancellation);

    /// <summary>Names of all blobs of a kind.</summary>
    Task<IReadOnlyList<string>> ListAsync(ModelBlobKind kind, CancellationToken cancellation);

    /// <summary>Removes a blob; none is no fault.</summary>
    Task DeleteAsync(ModelBlobKind kind, string sha256, CancellationToken cancellation);
}
