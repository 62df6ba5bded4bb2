namespace SessionService.Inference.Registry;

/// <summary>Who changes something, when and why.</summary>
/// <param name="At">When.</param>
/// <param name="Who">An operator's name, or <c>gate</c>.</param>
/// <param name="Why">The reason in a few words; may be empty.</param>
public sealed record ChangeNote(DateTimeOffset At, string Who, string Why);

/// <summary>A change that was made.</summary>
/// <param name="At">When.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Version">Its version.</param>
/// <param name="What">What became of it, such as <c>live</c> or <c>canary 0.1</c>.</param>
/// <param name="Who">By whom.</param>
/// <param name="Why">The reason.</param>
public sealed record StageChange(DateTimeOffset At, string Model, string Version, string What, string Who, string Why);

/// <summary>What became of a change that was asked for.</summary>
/// <param name="Next">The state with it; null where it was refused.</param>
/// <param name="Refusal">Why it was refused; null where it was not.</param>
public sealed record Transition(RegistryState? Next, string? Refusal)
{
    /// <summary>It is made.</summary>
    public static Transition To(RegistryState next) => new(next, null);

    /// <summary>It makes no sense.</summary>
    public static Transition No(string reason) => new(null, reason);
}
