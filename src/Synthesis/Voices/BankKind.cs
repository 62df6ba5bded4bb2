using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// Lanes that share a bank: those of one engine, whatever their layer. A bank pays for all of its lanes what the most
/// demanding one needs, and as much for one lane as for eight: one that is full costs less than three that are nearly empty.
/// </summary>
internal enum BankKind
{
    /// <summary>Waves from tables, through whatever filter.</summary>
    Wave,

    /// <summary>Low saws through a low-pass.</summary>
    Saw,

    /// <summary>Low triangles through a low-pass, or one beside a saw.</summary>
    Triangle,

    /// <summary>Sines and noise. Few lanes need the same parts of this engine, so that banks of their own would stay empty.</summary>
    Tone,

    /// <summary>Plucked strings.</summary>
    Pluck,

    /// <summary>Modes.</summary>
    Mode,

    /// <summary>Three operators.</summary>
    Fm,

    /// <summary>Bowed strings.</summary>
    Bow,
}

/// <summary>Which kind of bank a lane goes to, and how a bank is made.</summary>
internal static class BankKinds
{
    // Banks of each kind, in the order of the enumeration.
    private static readonly int[] Counts = [16, 24, 12, 24, 8, 12, 14, 4];

    /// <summary>Number of kinds.</summary>
    public static int Number => Counts.Length;

    /// <summary>How many banks of a kind a pool holds.</summary>
    public static int Count(BankKind kind) => Counts[(int)kind];

    /// <summary>The kind for a lane.</summary>
    /// <param name="engine">The engine chosen for the note.</param>
    /// <param name="patch">The lane.</param>
    public static BankKind Of(Engine engine, LanePatch patch) => engine switch
    {
        Engine.Wave => BankKind.Wave,
        Engine.Tone => BankKind.Tone,
        Engine.Fm => BankKind.Fm,
        Engine.Pluck => BankKind.Pluck,
        Engine.Mode => BankKind.Mode,
        Engine.Bow => BankKind.Bow,
        _ => patch.Wave == Wave.Triangle || patch.SecondWave == Wave.Triangle ? BankKind.Triangle : BankKind.Saw,
    };

    /// <summary>A bank of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="table">Told when a lane has ended.</param>
    public static Bank Create(BankKind kind, VoiceTable table) => kind switch
    {
        BankKind.Wave => new WaveBank(table),
        BankKind.Saw or BankKind.Triangle => new WaveBank(table, saws: true),
        BankKind.Pluck => new PluckBank(table),
        BankKind.Mode => new ModeBank(table),
        BankKind.Fm => new FmBank(table),
        BankKind.Bow => new BowBank(table),
        _ => new ToneBank(table),
    };
}
