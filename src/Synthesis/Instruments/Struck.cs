namespace SessionService.Synthesis.Instruments;

/// <summary>
/// Things that are struck, by the ratios of their modes (Fletcher and Rossing, "The Physics of Musical Instruments",
/// 1998, chapters 18 to 21): bars tuned by an arch underneath, plain bars, tubes, tines clamped at one end, bowls.
/// </summary>
internal static class Struck
{
    /// <summary>A wooden bar tuned 1 : 4 : 10, over a resonator.</summary>
    public static Mode[] Marimba { get; } = [new(1, 0, 1.1), new(3.98, -7, 0.35), new(9.9, -15, 0.12), new(2.01, -32, 0.5)];

    /// <summary>The same arch in metal.</summary>
    public static Mode[] Vibraphone { get; } = [new(1, 0, 5), new(4, -15, 2), new(10.1, -28, 0.7), new(2, -34, 2)];

    /// <summary>A plain bar of steel.</summary>
    public static Mode[] Glockenspiel { get; } = [new(1, 0, 3), new(2.76, -9, 1.6), new(5.4, -16, 0.8), new(8.93, -22, 0.4)];

    /// <summary>A hammer on a steel plate over a wooden box.</summary>
    public static Mode[] Celesta { get; } = [new(1, 0, 2.6), new(2.01, -12, 1.5), new(4.02, -11, 0.8), new(6.8, -18, 0.3)];

    /// <summary>A comb's tooth.</summary>
    public static Mode[] MusicBox { get; } = [new(1, 0, 2.2), new(6.27, -9, 0.7), new(2, -18, 1.2), new(17.5, -30, 0.2)];

    /// <summary>A tine over a wooden board, plucked by a thumb.</summary>
    public static Mode[] Kalimba { get; } = [new(1, 0, 1.8), new(5.9, -8, 0.3), new(3.1, -18, 0.3), new(2.0, -28, 0.6)];

    /// <summary>A long tube: the ear hears a strike note an octave under its fourth mode.</summary>
    public static Mode[] Tube { get; } = [new(2, 0, 5), new(3.0, -3, 3.6), new(4.17, -6, 2.6), new(5.43, -11, 1.6)];

    /// <summary>The tube's lower modes and its last bright one.</summary>
    public static Mode[] TubeRest { get; } = [new(1, -8, 6), new(6.8, -15, 1), new(8.2, -20, 0.6), new(0.5, -22, 5)];

    /// <summary>A bowl of bronze.</summary>
    public static Mode[] Bowl { get; } = [new(1, 0, 14), new(2.71, -9, 9), new(5.12, -18, 5), new(7.9, -27, 2.5)];

    /// <summary>A kettle's skin.</summary>
    public static Mode[] Kettle { get; } = [new(1, 0, 1.6), new(1.5, -4, 1.3), new(1.99, -8, 1), new(2.44, -12, 0.8)];

    /// <summary>A lane that is struck and rings out.</summary>
    /// <param name="modes">Its modes.</param>
    /// <param name="ms">Time after which it has surely ended, ms.</param>
    /// <param name="send">Send to the reverb.</param>
    /// <param name="knock">The mallet's knock.</param>
    public static LanePatch Lane(Mode[] modes, double ms, double send, double knock) => new()
    {
        Modes = modes, Amp = new(1, ms * 4, 0.9, 700, GateMs: ms), PanPerOctave = 0.2, Send = send, VelocityDb = 22, Knock = knock,
    };
}
