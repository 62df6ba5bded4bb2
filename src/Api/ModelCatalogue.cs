using System.Collections.Concurrent;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;
using SessionService.Sessions.Ports;

namespace SessionService.Api;

/// <summary>A version of a model with its card.</summary>
/// <param name="Version">The version.</param>
/// <param name="Card">What its package says of it.</param>
internal sealed record CataloguedModel(ModelVersion Version, ModelCard Card);

/// <summary>What plays for a tenant, with licences, for those who have to name them. Reads; changes are the operator's.</summary>
/// <param name="options">What the operator set.</param>
/// <param name="blobs">The service's blobs, where it has some.</param>
internal sealed class ModelCatalogue(ServiceOptions options, IBlobStore? blobs = null)
{
    private readonly ModelRegistry? _registry = ModelSettings.RegistryOf(options, blobs);
    private readonly ConcurrentDictionary<string, ModelCard> _cards = new(StringComparer.Ordinal);

    /// <summary>Live versions, canaries, and what the tenant's own projects are pinned to.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="RegistryException">The registry cannot be read.</exception>
    public async Task<IReadOnlyList<CataloguedModel>> PlayingForAsync(string tenant, CancellationToken cancellation)
    {
        RegistryState state = _registry is null ? RegistryState.Empty : await _registry.ReadAsync(cancellation);
        List<CataloguedModel> playing = [];
        foreach (ModelEntry model in state.Models)
        {
            foreach (ModelVersion version in model.Versions.Where(version => PlaysFor(model, version, tenant)))
            {
                if (await CardOfAsync(state, model.Name, version, cancellation) is { } card)
                {
                    playing.Add(new CataloguedModel(version, card));
                }
            }
        }

        return playing;
    }

    private static bool PlaysFor(ModelEntry model, ModelVersion version, string tenant) =>
        version.Stage is ModelStage.Live or ModelStage.Canary
        || (version.Stage != ModelStage.Retired && model.Pins.Any(pin => pin.Tenant == tenant && pin.Version == version.Version));

    // A package that is damaged does not play, and is not named.
    private async Task<ModelCard?> CardOfAsync(RegistryState state, string name, ModelVersion version, CancellationToken cancellation)
    {
        if (_cards.TryGetValue(version.Manifest, out ModelCard? known))
        {
            return known;
        }

        try
        {
            await _registry!.FetchAsync(state, name, version.Version, cancellation);
            return _cards[version.Manifest] = ModelCard.Read(_registry.Manifest(state, name, version.Version));
        }
        catch (PackageException)
        {
            return null;
        }
    }
}
