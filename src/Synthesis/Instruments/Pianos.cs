namespace SessionService.Synthesis.Instruments;

/// <summary>
/// Struck strings with six operators: two strings a little apart, each bright at the blow and mellow after it, and a
/// hammer that is heard for a moment. High strings die sooner.
/// </summary>
internal static class Pianos
{
    /// <summary>Two lanes of the FM engine.</summary>
    /// <param name="bright">Modulation of the blow, radians.</param>
    /// <param name="ms">How long a string of middle C rings, ms.</param>
    /// <param name="send">Send to the reverb.</param>
    public static LanePatch[] Lanes(double bright, double ms, double send) =>
    [
        new LanePatch
        {
            Cents = -1.2, Amp = new(2, ms, 0.02, 260), DecayPerOctave = 0.7, Pan = -0.3, PanPerOctave = 0.18, Send = send, VelocityDb = 22,
            ModRatio = 1, Index = 0.4, IndexStrike = bright, IndexMs = 1100, Mod2Ratio = 11.3, Index2Strike = 0.9, Index2Ms = 70,
        },
        new LanePatch
        {
            Cents = 1.4, GainDb = -3, Amp = new(2, ms * 0.8, 0.02, 240), DecayPerOctave = 0.7, Pan = 0.3, PanPerOctave = 0.18, Send = send,
            VelocityDb = 26, ModRatio = 3.002, Index = 0.12, IndexStrike = bright * 0.6, IndexMs = 500, Mod2Ratio = 1, Index2 = 0.3,
            Index2Strike = bright * 0.5, Index2Ms = 800, Feedback = 0.5,
        },
    ];
}
