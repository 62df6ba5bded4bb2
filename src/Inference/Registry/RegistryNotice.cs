namespace SessionService.Inference.Registry;

/// <summary>What kind of thing happened.</summary>
public enum RegistryNoticeKind
{
    /// <summary>A version was loaded.</summary>
    Loaded,

    /// <summary>A version is not used any more and was let go of.</summary>
    Released,

    /// <summary>A version cannot be loaded.</summary>
    Refused,

    /// <summary>A writer failed on a bar.</summary>
    Failed,

    /// <summary>The gate took a canary back.</summary>
    RolledBack,

    /// <summary>The gate found a canary ready to be promoted.</summary>
    Ready,

    /// <summary>The registry cannot be read or written; what it said last goes on.</summary>
    Unreachable,

    /// <summary>The registry can be read again.</summary>
    Reachable,
}

/// <summary>Something an operator may want to know.</summary>
/// <param name="Kind">What kind.</param>
/// <param name="Model">Which model and version, such as <c>score-preview 1.0.0</c>; empty where it is about the registry.</param>
/// <param name="Text">What happened, in a sentence.</param>
public sealed record RegistryNotice(RegistryNoticeKind Kind, string Model, string Text);
