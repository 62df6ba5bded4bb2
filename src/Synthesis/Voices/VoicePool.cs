using SessionService.Music.Performance;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis.Voices;

/// <summary>
/// All banks and the notes in them. A bank belongs to one layer while any of its lanes sounds. When a layer plays more
/// notes than it may, or no lane is free, one note is given up: of those already released the one released longest
/// ago, else the quietest, else the oldest; it fades over 3 ms while the new one begins in a lane held in reserve.
/// </summary>
internal sealed class VoicePool
{
    /// <summary>Notes one layer may hold at once; more give up older ones.</summary>
    public const int VoicesPerLayer = 16;

    /// <summary>Samples over which a note that is given up fades: 3 ms.</summary>
    public const int StealFade = 144;

    private const int ChokeFade = 480;
    
    // Banks of each engine, in the order of the enumeration.
    private static readonly int[] BankCounts = [16, 24, 8, 12, 12, 4, 24];


    private readonly VoiceTable table = new(192);
    private readonly Bank[] banks = new Bank[BankCounts.Sum()];
    private readonly Engine[] engines = new Engine[BankCounts.Sum()];
    private readonly Bank[][] bound;
    private readonly int[] boundCount;

    /// <summary>Creates all banks.</summary>
    /// <param name="layers">Number of layers.</param>
    public VoicePool(int layers)
    {
        boundCount = new int[layers];
        bound = [.. Enumerable.Range(0, layers).Select(_ => new Bank[banks.Length])];
        for (int engine = 0, at = 0; engine < BankCounts.Length; engine++)
        {
            for (int i = 0; i < BankCounts[engine]; i++, at++)
            {
                engines[at] = (Engine)engine;
                banks[at] = Create((Engine)engine);
            }
        }
    }

    /// <summary>Notes that sound.</summary>
    public int Voices => table.Count;

    /// <summary>Notes that were not played because even the reserve was in use.</summary>
    public long Dropped { get; private set; }

    /// <summary>Whether no note sounds on a layer.</summary>
    public bool IsSilent(int layer) => boundCount[layer] == 0;

    /// <summary>Starts a note.</summary>
    /// <param name="note">The directive.</param>
    /// <param name="stroke">What it plays.</param>
    /// <param name="gain">Level of its instrument, linear.</param>
    /// <param name="frame">Controls now.</param>
    public void Start(in Directive note, Stroke stroke, float gain, in ControlFrame frame)
    {
        if (stroke.Choke != 0)
        {
            Choke(note.Target, stroke.Choke, note.Sample);
        }

        Engine engine = stroke.EngineFor(note.Pitch);
        if (Held(note.Target) >= VoicesPerLayer || FreeLanes(note.Target, engine) < stroke.Lanes.Length + 8)
        {
            GiveUpOne(note.Target, note.Sample);
        }

        if (FreeLanes(note.Target, engine) < stroke.Lanes.Length)
        {
            Dropped++;
            return;
        }

        int voice = table.Add(note.Target, stroke.Choke, stroke.Lanes.Length, note.Sample);
        if (voice < 0)
        {
            Dropped++;
            return;
        }

        for (int i = 0; i < stroke.Lanes.Length; i++)
        {
            (Bank bank, int lane) = TakeLane(note.Target, engine);
            uint seed = Seed(note, i);
            bank.Start(lane, voice, stroke.Lanes[i],
                new LaneStart(note.Sample, note.Sample + note.Length, note.Pitch, note.Velocity / 127f, gain, seed), frame);
        }
    }

    /// <summary>Fades every note that sounds.</summary>
    /// <param name="now">The next sample.</param>
    /// <param name="length">Samples until silence.</param>
    public void CutAll(long now, long length)
    {
        foreach (Bank bank in banks)
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
        foreach (Bank bank in banks)
        {
            if (bank.Active != 0)
            {
                bank.OnGrid(frame);
            }
        }
    }

    /// <summary>Writes a layer's notes to its sum.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="sample">First sample.</param>
    /// <param name="count">How many.</param>
    /// <param name="sum"><see cref="Bank.Stride"/> floats per sample.</param>
    /// <returns>False where nothing sounds; the sum is untouched then.</returns>
    public bool Render(int layer, long sample, int count, Span<float> sum)
    {
        Bank[] mine = bound[layer];
        int sounding = boundCount[layer];
        if (sounding == 0)
        {
            return false;
        }

        for (int i = boundCount[layer] = 0; i < sounding; i++)
        {
            Bank bank = mine[i];
            bank.Render(sample, count, sum, add: i > 0);
            if (bank.Active == 0)
            {
                bank.Layer = -1;
            }
            else
            {
                mine[boundCount[layer]++] = bank;
            }
        }

        return true;
    }

    private static uint Seed(in Directive note, int lane)
    {
        ulong z = ((ulong)note.Sample * 0x9E3779B97F4A7C15UL)
            ^ ((ulong)(uint)((note.Target << 16) | (note.Pitch << 8) | lane) * 0xD1B54A32D192ED03UL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return (uint)(z >> 32) ^ (uint)z;
    }

    private Bank Create(Engine engine) => engine switch
    {
        Engine.Wave => new WaveBank(table),
        Engine.Tone => new ToneBank(table),
        Engine.Pluck => new PluckBank(table),
        Engine.Mode => new ModeBank(table),
        Engine.Fm => new FmBank(table),
        Engine.Bow => new BowBank(table),
        _ => new WaveBank(table, saws: true),
    };

    private int Held(int layer)
    {
        int held = 0;
        for (int i = 0; i < table.Capacity; i++)
        {
            held += table[i].Layer == layer && !table[i].Fading ? 1 : 0;
        }

        return held;
    }

    private int FreeLanes(int layer, Engine engine)
    {
        int free = 0;
        for (int i = 0; i < banks.Length; i++)
        {
            if (engines[i] == engine && (banks[i].Layer < 0 || banks[i].Layer == layer))
            {
                free += Lanes.Width - banks[i].ActiveCount;
            }
        }

        return free;
    }

    private (Bank Bank, int Lane) TakeLane(int layer, Engine engine)
    {
        Bank? chosen = null;
        for (int i = 0; i < banks.Length; i++)
        {
            Bank bank = banks[i];
            if (engines[i] == engine && bank.ActiveCount < Lanes.Width && (bank.Layer == layer || (bank.Layer < 0 && chosen is null)))
            {
                chosen = bank;
                if (bank.Layer == layer)
                {
                    break;
                }
            }
        }

        if (chosen!.Layer < 0)
        {
            chosen.Layer = layer;
            bound[layer][boundCount[layer]++] = chosen;
        }

        return (chosen, System.Numerics.BitOperations.TrailingZeroCount(~chosen.Active));
    }

    private void Choke(int layer, int group, long now)
    {
        for (int i = 0; i < table.Capacity; i++)
        {
            if (table[i].Layer == layer && table[i].Choke == group && !table[i].Fading)
            {
                Cut(i, now, ChokeFade);
            }
        }
    }

    private void GiveUpOne(int layer, long now)
    {
        int chosen = -1;
        float least = 0;
        for (int i = 0; i < table.Capacity; i++)
        {
            if (table[i].Layer != layer || table[i].Fading)
            {
                continue;
            }

            float loudness = Loudness(i);
            if (chosen < 0 || GoesFirst(table[i], loudness, table[chosen], least))
            {
                (chosen, least) = (i, loudness);
            }
        }

        if (chosen >= 0)
        {
            Cut(chosen, now, StealFade);
        }
    }

    private static bool GoesFirst(in Voice a, float loudnessA, in Voice b, float loudnessB) =>
        a.ReleasedAt != b.ReleasedAt ? a.ReleasedAt < b.ReleasedAt
        : loudnessA != loudnessB ? loudnessA < loudnessB
        : a.Start < b.Start;

    private float Loudness(int voice)
    {
        float sum = 0;
        foreach (Bank bank in banks)
        {
            for (int lane = 0; bank.Layer == table[voice].Layer && lane < Lanes.Width; lane++)
            {
                sum += (bank.Active & (1 << lane)) != 0 && bank.VoiceOf(lane) == voice ? bank.Loudness(lane) : 0;
            }
        }

        return sum;
    }

    private void Cut(int voice, long now, long length)
    {
        table[voice].Fading = true;
        foreach (Bank bank in banks)
        {
            for (int lane = 0; bank.Layer == table[voice].Layer && lane < Lanes.Width; lane++)
            {
                if ((bank.Active & (1 << lane)) != 0 && bank.VoiceOf(lane) == voice)
                {
                    bank.Cut(lane, now, length);
                }
            }
        }
    }
}
