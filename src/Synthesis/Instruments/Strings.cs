namespace SessionService.Synthesis.Instruments;

/// <summary>Bowed strings.</summary>
internal static class Strings
{
    /// <summary>One player with a bow.</summary>
    /// <param name="damping">How dull the string is, 0..1.</param>
    /// <param name="attack">Attack, ms.</param>
    /// <param name="vibrato">Vibrato each way, cents.</param>
    /// <param name="send">Send to the reverb.</param>
    public static Stroke Solo(double damping, double attack, double vibrato, double send) => new(Engine.Bow,
    [
        new LanePatch
        {
            Amp = new(attack, 3000, 0.9, 160), Send = send, VelocityDb = 10, StringSeconds = 0.6, StringDamping = damping, BowPoint = 0.13, Noise = 0.12,
            Motion = new() { VibratoCents = vibrato, FastHz = 5.6, VibratoDelayMs = 600, DriftCents = 2 },
        },
    ]);

    /// <summary>A desk of players on one side: two saws that drift.</summary>
    /// <param name="pan">Where it sits.</param>
    /// <param name="cents">How far it is out.</param>
    /// <param name="hz">Corner of the tone, Hz.</param>
    /// <param name="attack">Attack, ms.</param>
    /// <param name="release">Release, ms.</param>
    public static LanePatch Desk(double pan, double cents, double hz, double attack, double release) => new()
    {
        Cents = cents, SecondCents = -1.8 * cents, SecondMix = 0.9, Pan = pan, Send = 0.45, VelocityDb = 16,
        Amp = new(attack, 4000, 0.85, release),
        Filter = new() { Hz = hz, Key = 0.5, Slow = 0.25, Velocity = 1.7, Envelope = 0.4, EnvelopeMs = 900 },
        Motion = new() { VibratoCents = 6, FastHz = 5.3, VibratoDelayMs = 1200, SlowHz = 0.17, DriftCents = 3, TensionCents = cents * 1.5 },
    };
}
