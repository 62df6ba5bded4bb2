using SessionService.Inference.Registry;

namespace SessionService.Grains.Models;

/// <summary>Where a host's registry of models is.</summary>
/// <param name="Blobs">The store that all nodes share.</param>
public sealed record ModelStore(IModelBlobs Blobs);
