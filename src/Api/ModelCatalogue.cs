using System.Collections.Concurrent;
using SessionService.Inference.Packages;
using SessionService.Inference.Registry;

namespace SessionService.Api;

/// <summary>A version of a model with its card.</summary>
/// <param name="Version">The version.</param>
/// <param name="Card">What its package says of it.</param>
internal sealed record CataloguedModel(ModelVersion Version, ModelCard Card);

/// <summary>What plays for a tenant, with licences, for those who have to name them. Reads; changes are the operator's.</summary>
/// <param name="options">What the operator set.</param>
internal sealed class ModelCatalogue(ServiceOptions options)
{
    private readonly ModelRegistry? _registry = ModelSettings.RegistryOf(options);
    private readonly ConcurrentDictionary<string, ModelCard> _cards = new(StringComparer.Ordinal);

    /// <summary>Live versions, canaries, and what the tenant's own projects are pinned to.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <exception cref="RegistryException">The registry cannot be read.</exception>
    public IReadOnlyList<CataloguedModel> PlayingFor(string tenant)
    {
        RegistryState state = _registry?.Read() ?? RegistryState.Empty;
        return
        [
            .. from model in state.Models
               from version in model.Versions
               where PlaysFor(model, version, tenant)
               let card = CardOf(state, model.Name, version)
               where card is not null
               select new CataloguedModel(version, card),
        ];
    }

    private static bool PlaysFor(ModelEntry model, ModelVersion version, string tenant) =>
        version.Stage is ModelStage.Live or ModelStage.Canary
        || (version.Stage != ModelStage.Retired && model.Pins.Any(pin => pin.Tenant == tenant && pin.Version == version.Version));

    // A package that is damaged does not play, and is not named.
    private ModelCard? CardOf(RegistryState state, string name, ModelVersion version)
    {
        if (_cards.TryGetValue(version.Manifest, out ModelCard? known))
        {
            return known;
        }

        try
        {
            return _cards[version.Manifest] = ModelCard.Read(_registry!.Manifest(state, name, version.Version));
        }
        catch (PackageException)
        {
            return null;
        }
    }
}
