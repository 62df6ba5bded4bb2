using SessionService.Music.Performance;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// All banks and the notes in them. Lanes of different layers share a bank, so that few banks are busy. When a layer plays
/// more notes than it may, or lanes get few, one note is given up: of those already released the one released longest
/// ago, else the quietest, else the oldest; it fades over 3 ms while the new one begins in a lane held in reserve.
/// </summary>
internal sealed partial class VoicePool
{
    /// <summary>Notes one layer may hold at once; more give up older ones.</summary>
    public const int VoicesPerLayer = 16;

    /// <summary>Samples over which a note that is given up fades: 3 ms.</summary>
    public const int StealFade = 144;

    private const int ChokeFade = 480;

    private readonly VoiceTable table;
    private readonly Bank[][] banks = new Bank[BankKinds.Number][];
    private readonly Bank[] busy;
    private readonly float[] rows = new float[Bank.Rows];
    private int busyCount;

    /// <summary>Creates all banks.</summary>
    /// <param name="layers">Number of layers.</param>
    public VoicePool(int layers)
    {
        table = new VoiceTable(192, layers);
        Sums = new LayerSums(layers);
        for (int kind = 0; kind < banks.Length; kind++)
        {
            banks[kind] = new Bank[BankKinds.Count((BankKind)kind)];
            for (int i = 0; i < banks[kind].Length; i++)
            {
                banks[kind][i] = BankKinds.Create((BankKind)kind, table);
            }
        }

        busy = new Bank[banks.Sum(b => b.Length)];
    }

    /// <summary>What the layers hear of the chunk rendered last.</summary>
    public LayerSums Sums { get; }

    /// <summary>Notes that sound.</summary>
    public int Voices => table.Count;

    /// <summary>Notes that were not played because even the reserve was in use.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether no note sounds on a layer.</summary>
    public bool IsSilent(int layer) => table.LanesOn(layer) == 0;

    /// <summary>Starts a note.</summary>
    /// <param name="note">The directive.</param>
    /// <param name="stroke">What it plays.</param>
    /// <param name="gain">Level of its instrument, linear.</param>
    /// <param name="frame">Controls now.</param>
    /// <param name="touch">How it is played.</param>
    public void Start(in Directive note, Stroke stroke, float gain, in ControlFrame frame, in Touch touch)
    {
        if (stroke.Choke != 0)
        {
            Choke(note.Target, stroke.Choke, note.Sample);
        }

        Engine engine = stroke.EngineFor(note.Pitch);
        if (Held(note.Target) >= VoicesPerLayer || !Fits(stroke, engine, Lanes.Width))
        {
            GiveUpOne(note.Target, note.Sample);
        }

        int voice = Fits(stroke, engine, 0) ? table.Add(note.Target, stroke.Choke, stroke.Lanes.Length, note.Sample) : -1;
        if (voice < 0)
        {
            Dropped++;
            return;
        }

        float velocity = note.Velocity / 127f, force = Math.Clamp(velocity + touch.Force, Math.Min(velocity, 0.05f), 1);
        for (int i = 0; i < stroke.Lanes.Length; i++)
        {
            LanePatch patch = stroke.Lanes[i];
            Bank bank = Take(BankKinds.Of(engine, patch));
            bank.Start(System.Numerics.BitOperations.TrailingZeroCount(~bank.Active), voice, patch,
                new LaneStart(note.Sample, note.Sample + note.Length, note.Pitch, velocity, force, touch, gain, Seed(note, i)), frame);
        }
    }

    /// <summary>Fades every note that sounds.</summary>
    /// <param name="now">The next sample.</param>
    /// <param name="length">Samples until silence.</param>
    public void CutAll(long now, long length)
    {
        foreach (Bank bank in busy.AsSpan(0, busyCount))
        {
            for (int lane = 0; lane < Lanes.Width; lane++)
            {
                if ((bank.Active & (1 << lane)) != 0)
                {
                    table[bank.VoiceOf(lane)].Fading = true;
                    bank.Cut(lane, now, length);
                }
            }
        }
    }

    /// <summary>Moves the controls of everything that sounds.</summary>
    public void OnGrid(in ControlFrame frame)
    {
        foreach (Bank bank in busy.AsSpan(0, busyCount))
        {
            bank.OnGrid(frame);
        }
    }

    /// <summary>Renders all notes into <see cref="Sums"/>.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="count">How many; all before the next point of the control grid.</param>
    public void Render(long sample, int count)
    {
        Sums.Begin();
        int sounding = busyCount;
        for (int i = busyCount = 0; i < sounding; i++)
        {
            Bank bank = busy[i];
            bank.Render(sample, count, rows, Sums);
            if (bank.Active != 0)
            {
                busy[busyCount++] = bank;
            }
        }
    }

    private static uint Seed(in Directive note, int lane)
    {
        ulong z = ((ulong)note.Sample * 0x9E3779B97F4A7C15UL)
            ^ ((ulong)(uint)((note.Target << 16) | (note.Pitch << 8) | lane) * 0xD1B54A32D192ED03UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (uint)(z >> 32) ^ (uint)z;
    }

    private int Held(int layer)
    {
        int held = 0;
        for (int i = 0; i < table.Capacity; i++)
        {
            held += table[i].Layer == layer && !table[i].Fading ? 1 : 0;
        }

        return held;
    }

    /// <summary>Whether there are lanes for a stroke, and some to spare.</summary>
    private bool Fits(Stroke stroke, Engine engine, int spare)
    {
        foreach (LanePatch lane in stroke.Lanes)
        {
            BankKind kind = BankKinds.Of(engine, lane);
            int free = -spare;
            foreach (LanePatch other in stroke.Lanes)
            {
                free -= BankKinds.Of(engine, other) == kind ? 1 : 0;
            }

            foreach (Bank bank in banks[(int)kind])
            {
                free += Lanes.Width - bank.ActiveCount;
            }

            if (free < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The first bank of a kind with a free lane.</summary>
    private Bank Take(BankKind kind)
    {
        foreach (Bank bank in banks[(int)kind])
        {
            if (bank.ActiveCount < Lanes.Width)
            {
                if (bank.Active == 0)
                {
                    busy[busyCount++] = bank;
                }

                return bank;
            }
        }

        throw new InvalidOperationException("Lanes were counted before.");
    }
}
