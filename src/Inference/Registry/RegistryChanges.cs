using System.Globalization;
using SessionService.Inference.Packages;
using SessionService.Music;

namespace SessionService.Inference.Registry;

/// <summary>
/// The changes of a registry, as pure functions: each makes a new state with the change in its history, or refuses with the
/// reason. Pins are in <see cref="PinChanges"/>.
/// </summary>
public static class RegistryChanges
{
    /// <summary>A new version comes in as a candidate.</summary>
    public static Transition Add(
        this RegistryState state, string name, string version, string manifest, ChangeNote note, string? signature = null,
        string task = ModelTask.Score)
    {
        ModelEntry model = state.Find(name) ?? new ModelEntry { Name = name, Task = task, Versions = [] };
        if (model.Task != task)
        {
            return Transition.No($"{name} is a model of the task {model.Task}; a version of it cannot be of {task}.");
        }

        if (model.Find(version) is { } known)
        {
            return Transition.No(known.Manifest == manifest
                ? $"{name} {version} is there already."
                : $"{name} {version} is there already with other content; a version stands for one content for good.");
        }

        ModelVersion added = new(version, ModelStage.Candidate, manifest, signature);
        return With(state, model with { Versions = [.. model.Versions, added] }, version, "candidate", note);
    }

    /// <summary>A candidate begins to play for a share of the sessions; for a canary under way, the share changes.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">The model.</param>
    /// <param name="version">The version.</param>
    /// <param name="share">Above 0 to 1.</param>
    /// <param name="note">Who and why.</param>
    public static Transition StartCanary(this RegistryState state, string name, string version, double share, ChangeNote note)
    {
        if (Missing(state, name, version) is { } missing)
        {
            return missing;
        }

        if (!(share is > 0 and <= 1))
        {
            return Transition.No($"A share of {share.ToString(CultureInfo.InvariantCulture)}; above 0 and at most 1 was expected.");
        }

        ModelEntry model = state.Find(name)!;
        ModelStage stage = model.Find(version)!.Stage;
        if (stage is ModelStage.Live or ModelStage.Retired)
        {
            return Transition.No($"{name} {version} is {Word(stage)}; only a candidate can become a canary.");
        }

        if (model.Canary is { } other && other != version)
        {
            return Transition.No($"{name} {other} is the canary; promote it or roll it back first.");
        }

        CanaryRun run = model.Run is { } going ? going with { Share = share } : new CanaryRun(share, state.Revision + 1, Ready: false);
        return With(state, Staged(model, version, ModelStage.Canary) with { Run = run }, version,
            string.Create(CultureInfo.InvariantCulture, $"canary {share}"), note);
    }

    /// <summary>The gate has found that the canary may be promoted.</summary>
    public static Transition MarkReady(this RegistryState state, string name, string version, ChangeNote note)
    {
        return state.Find(name) is { Run: { } run } model && model.Canary == version
            ? run.Ready
                ? Transition.No($"{name} {version} is marked as ready already.")
                : With(state, model with { Run = run with { Ready = true } }, version, "canary, ready", note)
            : Transition.No($"{name} {version} is not the canary.");
    }

    /// <summary>A version becomes the live one; the live one becomes a candidate that a rollback goes back to.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">The model.</param>
    /// <param name="version">The version; null for the canary.</param>
    /// <param name="anyway">
    /// Whether to promote what the gate has not found ready. Without it only a ready canary is promoted, or any candidate where
    /// nothing is live.
    /// </param>
    /// <param name="note">Who and why.</param>
    public static Transition Promote(this RegistryState state, string name, string? version, bool anyway, ChangeNote note)
    {
        if (state.Find(name) is not { } model)
        {
            return Transition.No($"There is no model {name}.");
        }

        if ((version ?? model.Canary) is not { } chosen)
        {
            return Transition.No($"{name} has no canary; name the version.");
        }

        if (Missing(state, name, chosen) is { } missing)
        {
            return missing;
        }

        return NotReady(model, chosen, anyway) is { } reason ? Transition.No(reason) : With(state, Raised(model, chosen), chosen, "live", note);
    }

    /// <summary>Takes the canary back; where there is none, takes the live version back to the one before it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="name">The model.</param>
    /// <param name="note">Who and why.</param>
    /// <param name="onlyCanary">Where not null: only if this version is the canary, as a gate asks that has judged it.</param>
    public static Transition Rollback(this RegistryState state, string name, ChangeNote note, string? onlyCanary = null)
    {
        if (state.Find(name) is not { } model)
        {
            return Transition.No($"There is no model {name}.");
        }

        if (onlyCanary is not null && model.Canary != onlyCanary)
        {
            return Transition.No($"{name} {onlyCanary} is not the canary.");
        }

        if (model.Canary is { } canary)
        {
            return With(state, Staged(model, canary, ModelStage.Candidate) with { Run = null }, canary, "candidate, rolled back", note);
        }

        if (model.Live is not { } live)
        {
            return Transition.No($"No version of {name} plays.");
        }

        string? earlier = model.Earlier.LastOrDefault(one => model.Find(one) is { Stage: not ModelStage.Retired });
        if (earlier is null)
        {
            return Transition.No($"No version of {name} was live before {live}. To have rules play alone, retire {live}.");
        }

        ModelEntry back = Staged(Staged(model, live, ModelStage.Candidate), earlier, ModelStage.Live) with
        {
            Earlier = [.. model.Earlier.Take(model.Earlier.ToList().LastIndexOf(earlier))],
        };
        return With(state, back, earlier, $"live again, {live} rolled back", note);
    }

    /// <summary>Withdraws a version for good; if it played, rules play until another is promoted.</summary>
    public static Transition Retire(this RegistryState state, string name, string version, ChangeNote note)
    {
        if (Missing(state, name, version) is { } missing)
        {
            return missing;
        }

        ModelEntry model = state.Find(name)!;
        if (model.Find(version)!.Stage == ModelStage.Retired)
        {
            return Transition.No($"{name} {version} is retired already.");
        }

        if (model.Pins.FirstOrDefault(pin => pin.Version == version) is { } held)
        {
            return Transition.No($"{held.Tenant}/{held.Project} is pinned to {name} {version}; unpin it first.");
        }

        ModelEntry without = Staged(model, version, ModelStage.Retired) with
        {
            Run = model.Canary == version ? null : model.Run,
            Earlier = [.. model.Earlier.Where(one => one != version)],
        };
        return With(state, without, version, "retired", note);
    }

    /// <summary>The state with a model changed, one revision on, and the change in its history.</summary>
    internal static Transition With(RegistryState state, ModelEntry model, string version, string what, ChangeNote note)
    {
        StageChange change = new(note.At, model.Name, version, what, note.Who, note.Why);
        return Transition.To(new RegistryState
        {
            Revision = state.Revision + 1,
            Models = [.. state.Models.Where(one => one.Name != model.Name).Append(model).OrderBy(one => one.Name, StringComparer.Ordinal)],
            History = [.. state.History.Append(change).TakeLast(Limits.ModelRegistryHistory)],
        });
    }

    /// <summary>The refusal where a model or version is not there.</summary>
    internal static Transition? Missing(RegistryState state, string name, string version) =>
        state.Find(name) is not { } model ? Transition.No($"There is no model {name}.")
        : model.Find(version) is null ? Transition.No($"There is no version {version} of {name}.")
        : null;

    /// <summary>A stage as it is written.</summary>
    internal static string Word(ModelStage stage) => stage switch
    {
        ModelStage.Candidate => "a candidate",
        ModelStage.Canary => "the canary",
        ModelStage.Live => "live",
        _ => "retired",
    };

    private static string? NotReady(ModelEntry model, string version, bool anyway)
    {
        ModelStage stage = model.Find(version)!.Stage;
        if (stage is ModelStage.Live or ModelStage.Retired)
        {
            return $"{model.Name} {version} is {Word(stage)}.";
        }

        bool first = model.Live is null && model.Canary is null;
        bool ready = model.Canary == version && model.Run is { Ready: true };
        return anyway || first || ready ? null
            : model.Canary == version ? $"The gate has not found {model.Name} {version} ready yet; it can be promoted anyway."
            : $"{model.Name} {version} was no canary; start one, or promote it anyway.";
    }

    private static ModelEntry Raised(ModelEntry model, string version)
    {
        string[] replaced = [.. new[] { model.Live, model.Canary }.OfType<string>().Where(one => one != version)];
        ModelEntry lowered = replaced.Aggregate(model, (one, old) => Staged(one, old, ModelStage.Candidate));
        string[] earlier = [.. model.Earlier.Where(one => one != version && one != model.Live)];
        return Staged(lowered, version, ModelStage.Live) with { Run = null, Earlier = model.Live is { } live ? [.. earlier, live] : earlier };
    }

    private static ModelEntry Staged(ModelEntry model, string version, ModelStage stage) =>
        model with { Versions = [.. model.Versions.Select(one => one.Version == version ? one with { Stage = stage } : one)] };
}
