using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>Projects are held to versions and let go, as pure functions.</summary>
public static class PinChanges
{
    /// <summary>Holds a project to a version that is not retired; another pin of it is replaced.</summary>
    public static Transition Pin(
        this RegistryState state, string name, string version, string tenant, string project, ChangeNote note)
    {
        if (RegistryChanges.Missing(state, name, version) is { } missing)
        {
            return missing;
        }

        ModelEntry model = state.Find(name)!;
        if (model.Find(version)!.Stage == ModelStage.Retired)
        {
            return Transition.No($"{name} {version} is retired.");
        }

        ProjectPin[] others = [.. Others(model, tenant, project)];
        return others.Length >= Limits.ModelPins
            ? Transition.No($"{name} has {others.Length} pins; no more are taken.")
            : RegistryChanges.With(
                state, model with { Pins = [.. others, new ProjectPin(tenant, project, version)] }, version, $"pinned to {tenant}/{project}", note);
    }

    /// <summary>Lets a project go; it hears what all others hear.</summary>
    public static Transition Unpin(this RegistryState state, string name, string tenant, string project, ChangeNote note)
    {
        if (state.Find(name) is not { } model)
        {
            return Transition.No($"There is no model {name}.");
        }

        ProjectPin? pin = model.Pins.FirstOrDefault(one => one.Tenant == tenant && one.Project == project);
        return pin is null
            ? Transition.No($"{tenant}/{project} is pinned to no version of {name}.")
            : RegistryChanges.With(
                state, model with { Pins = [.. Others(model, tenant, project)] }, pin.Version, $"unpinned from {tenant}/{project}", note);
    }

    private static IEnumerable<ProjectPin> Others(ModelEntry model, string tenant, string project) =>
        model.Pins.Where(pin => pin.Tenant != tenant || pin.Project != project);
}
