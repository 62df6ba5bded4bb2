namespace SessionService.Synthesis.Voices;

/// <summary>One sounding note.</summary>
internal struct Voice
{
    /// <summary>Layer; −1 while the entry is free.</summary>
    public int Layer;

    /// <summary>Choke group of its stroke; 0 for none.</summary>
    public int Choke;

    /// <summary>Lanes that still sound.</summary>
    public int LanesLeft;

    /// <summary>Onset.</summary>
    public long Start;

    /// <summary>Sample of its release; <see cref="long.MaxValue"/> while it is held.</summary>
    public long ReleasedAt;

    /// <summary>Whether it is being cut: it will end soon and is not cut again for a new note.</summary>
    public bool Fading;
}

/// <summary>Who sounds. A fixed number of entries; free ones are those without a layer.</summary>
internal sealed class VoiceTable
{
    private readonly Voice[] voices;
    private readonly int[] lanesOn;

    /// <summary>Creates the table.</summary>
    /// <param name="capacity">Notes that can sound at once, those being cut included.</param>
    /// <param name="layers">Number of layers.</param>
    public VoiceTable(int capacity, int layers = 1)
    {
        lanesOn = new int[layers];
        voices = new Voice[capacity];
        for (int i = 0; i < capacity; i++)
        {
            voices[i].Layer = -1;
        }
    }

    /// <summary>Entries, free ones included.</summary>
    public int Capacity => voices.Length;

    /// <summary>Notes that sound.</summary>
    public int Count { get; private set; }

    /// <summary>Lanes that sound on a layer.</summary>
    public int LanesOn(int layer) => lanesOn[layer];

    /// <summary>An entry.</summary>
    public ref Voice this[int index] => ref voices[index];

    /// <summary>Takes a free entry.</summary>
    /// <returns>Its index, or −1 where all are taken.</returns>
    public int Add(int layer, int choke, int lanes, long start)
    {
        for (int i = 0; i < voices.Length; i++)
        {
            if (voices[i].Layer < 0)
            {
                voices[i] = new Voice
                {
                    Layer = layer, Choke = choke, LanesLeft = lanes, Start = start, ReleasedAt = long.MaxValue,
                };
                Count++;
                lanesOn[layer] += lanes;
                return i;
            }
        }

        return -1;
    }

    /// <summary>A lane of the voice went into its release.</summary>
    public void Released(int voice, long at) => voices[voice].ReleasedAt = Math.Min(voices[voice].ReleasedAt, at);

    /// <summary>A lane of the voice has ended; the last one frees the entry.</summary>
    public void LaneEnded(int voice)
    {
        lanesOn[voices[voice].Layer]--;
        if (--voices[voice].LanesLeft == 0)
        {
            voices[voice].Layer = -1;
            Count--;
        }
    }
}
