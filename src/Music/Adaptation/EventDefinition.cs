namespace SessionService.Music.Adaptation;

/// <summary>What a UI event does.</summary>
/// <param name="Name">Name of the event, such as <c>enter.battle</c>.</param>
/// <param name="Actions">What it does, in order; at least one.</param>
/// <param name="Conditions">All must hold, else the event is suppressed; empty for always.</param>
/// <param name="CooldownMs">Time after it was accepted during which it is suppressed, milliseconds of music.</param>
public sealed record EventDefinition(
    string Name, IReadOnlyList<MapAction> Actions, IReadOnlyList<MapCondition> Conditions, int CooldownMs);
