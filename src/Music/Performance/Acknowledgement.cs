namespace SessionService.Music.Performance;

/// <summary>What a cue does.</summary>
public enum CueKind
{
    /// <summary>A scene begins.</summary>
    Scene,

    /// <summary>A parameter begins to move.</summary>
    Parameter,

    /// <summary>A stinger begins.</summary>
    Stinger,

    /// <summary>A layer is muted, soloed or levelled.</summary>
    Layer,

    /// <summary>The session moves to another version of its project.</summary>
    Version,
}

/// <summary>A scheduled effect with its exact place.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Target">Name of the scene, parameter, stinger, layer, or the version.</param>
/// <param name="Sample">First sample at which it is heard.</param>
/// <param name="Bar">Bar of that sample, from 1.</param>
/// <param name="Beat">Beat of that sample, from 1, with a fraction.</param>
public sealed record Cue(CueKind Kind, string Target, long Sample, int Bar, double Beat);

/// <summary>What became of a command.</summary>
public enum CommandStatus
{
    /// <summary>It has cues, or is already in effect.</summary>
    Accepted,

    /// <summary>The same id came before; the first answer is repeated.</summary>
    Duplicate,

    /// <summary>A rule of the map held it back: cooldown, condition, or a full cue queue; see the reason.</summary>
    Suppressed,

    /// <summary>It names something the map does not have, or a value out of range; see the reason.</summary>
    Rejected,
}

/// <summary>The answer to a command: where it will be heard.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Status">What became of it.</param>
/// <param name="AtSample">Sample the command arrived at: the first one not yet rendered then.</param>
/// <param name="Cues">Its effects in order of sample.</param>
/// <param name="Reason">Why it was suppressed or rejected, or which rule merged it; null otherwise.</param>
/// <param name="Superseded">Ids of earlier commands whose pending scene change this one replaced.</param>
public sealed record Acknowledgement(
    string Id, CommandStatus Status, long AtSample, IReadOnlyList<Cue> Cues, string? Reason, IReadOnlyList<string> Superseded);
