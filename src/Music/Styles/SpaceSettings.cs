namespace SessionService.Music.Styles;

/// <summary>The room and echo all layers of a style share.</summary>
/// <param name="DecaySeconds">Time the reverb takes to fall by 60 dB, seconds.</param>
/// <param name="Damping">How much faster high frequencies die, 0 (not) to 1 (at once).</param>
/// <param name="PreDelayMs">Time before the reverb begins, milliseconds.</param>
/// <param name="ReverbLevel">Level of the reverb's return, 0..1.</param>
/// <param name="DelayBeats">Echo time in beats of a quarter note.</param>
/// <param name="DelayFeedback">Share of the echo that repeats, 0..0.8.</param>
/// <param name="DelayLevel">Level of the echo's return, 0..1.</param>
public sealed record SpaceSettings(
    double DecaySeconds, double Damping, double PreDelayMs, double ReverbLevel,
    double DelayBeats, double DelayFeedback, double DelayLevel)
{
    /// <summary>The kind of place.</summary>
    public RoomCharacter Character { get; init; } = RoomCharacter.Hall;

    /// <summary>Level of the first reflections beside the reverb's, 0..1.</summary>
    public double EarlyLevel { get; init; } = 0.3;
}
