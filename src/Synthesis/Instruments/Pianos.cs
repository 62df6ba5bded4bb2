namespace SessionService.Synthesis.Instruments;

/// <summary>
/// Struck strings by frequency modulation: two strings a little apart that ring on after a bright blow, and the knock of
/// the hammer. Hard strokes are brighter, and high strings die sooner by their own envelopes.
/// </summary>
internal static class Pianos
{
    /// <summary>Three lanes of the tone engine.</summary>
    /// <param name="bright">Modulation of the blow, radians.</param>
    /// <param name="ms">How long a string rings, ms.</param>
    /// <param name="send">Send to the reverb.</param>
    public static LanePatch[] Lanes(double bright, double ms, double send) =>
    [
        new LanePatch
        {
            Cents = -1.2, Amp = new(2, ms, 0.04, 260), Pan = -0.3, PanPerOctave = 0.18, Send = send, VelocityDb = 22,
            ModRatio = 1, Index = 0.45, IndexStrike = bright, IndexMs = 900,
        },
        new LanePatch
        {
            Cents = 1.4, GainDb = -3, Amp = new(2, ms * 0.8, 0.03, 240), Pan = 0.3, PanPerOctave = 0.18, Send = send,
            VelocityDb = 26, ModRatio = 2.003, Index = 0.2, IndexStrike = bright * 0.7, IndexMs = 600,
        },
        new LanePatch
        {
            Ratio = 3.01, GainDb = -17, Amp = new(1, 160, 0, 60), Send = send, VelocityDb = 38, ModRatio = 3.7,
            IndexStrike = 1.2, IndexMs = 60, Noise = 0.25,
            Filter = new() { Mode = FilterMode.Low, Hz = 3000, Velocity = 2.5, Key = 0.3 },
        },
    ];
}
