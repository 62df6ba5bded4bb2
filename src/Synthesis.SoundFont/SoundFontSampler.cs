using SessionService.Music.Performance;
using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis.SoundFont;

/// <summary>
/// A renderer's players of a SoundFont. The library begins notes with its blocks of 64 samples only, so there are four
/// synthesisers whose blocks begin 16 samples apart, and a note goes to the one whose next block is nearest: it begins 0 to
/// 15 samples late (0.3 ms), by its own sample alone, whatever was played before.
/// </summary>
internal sealed class SoundFontSampler : ISampler
{
    /// <summary>Samples between the blocks of one synthesiser and the next.</summary>
    public const int Step = Desk.Block / Desks;

    private const int Desks = 4;
    private const int NotesPerPlayer = 16;

    // From closed to open: an octave and a half either way of where the recording has it.
    private const float BrightnessCents = 3_600;
    private const int BrightnessSteps = 64;

    private readonly Recording?[] recordings;
    private readonly SampledPlace[] places;
    private readonly Desk[] desks;
    private readonly Player[] players = new Player[Desk.Outputs];
    private readonly float[] outputs = new float[2 * Desk.Outputs * Desk.Block];
    private readonly int[] sounding;
    private int played;

    /// <summary>Makes all synthesisers.</summary>
    /// <param name="setup">What it will be asked for.</param>
    /// <param name="library">The font.</param>
    public SoundFontSampler(SamplerSetup setup, SoundFontLibrary library)
    {
        places = [.. setup.Instruments];
        recordings = [.. places.Select(place => library.Find(place.Name))];
        sounding = new int[setup.Layers];
        desks = [.. Enumerable.Range(0, Desks).Select(i => new Desk(library.NewSynth(), i * Step))];
        Array.Fill(players, new Player { Layer = -1 });
    }

    /// <inheritdoc/>
    public int Notes
    {
        get
        {
            int sum = 0;
            foreach (Desk desk in desks)
            {
                sum += desk.Notes;
            }

            return sum;
        }
    }

    /// <inheritdoc/>
    public bool IsSilent(int layer) => sounding[layer] == 0;

    /// <inheritdoc/>
    public bool TryStart(in Directive note)
    {
        if (recordings[note.Instrument] is not { } recording)
        {
            return false;
        }

        int player = PlayerFor(note.Target, note.Instrument);
        if (player < 0)
        {
            return false;
        }

        if (HeldBy(player) >= NotesPerPlayer)
        {
            OldestOf(player).ReleaseOldest(player);
        }

        long begin = (note.Sample + Step - 1) / Step * Step;
        Desk at = desks[begin / Step % Desks];
        if (!at.TryStart(recording.Preset, player, note.Pitch, note.Velocity, begin, note.Sample + note.Length))
        {
            return false;
        }

        if (players[player].Layer < 0)
        {
            players[player] = Player.New(note, recording.Gain, places[note.Instrument]);
            sounding[note.Target]++;
        }

        return true;
    }

    /// <inheritdoc/>
    public void CutAll(long length)
    {
        for (int i = 0; i < players.Length; i++)
        {
            ref Player player = ref players[i];
            if (player.Layer >= 0 && !(player.FadeStep > player.Fade / length))
            {
                player.FadeStep = player.Fade / length;
            }
        }
    }

    /// <inheritdoc/>
    public void Set(float brightness)
    {
        float cents = (MathF.Round(brightness * BrightnessSteps) / BrightnessSteps * BrightnessCents) - (BrightnessCents / 2);
        foreach (Desk desk in desks)
        {
            desk.WantedCorner = cents;
        }
    }

    /// <inheritdoc/>
    public void Advance(long sample, int count)
    {
        played = count;
        if (sample % Desk.Block == 0)
        {
            FreePlayers();
        }

        Array.Clear(outputs);
        foreach (Desk desk in desks)
        {
            desk.Play(sample, count, outputs);
        }
    }

    /// <inheritdoc/>
    public bool Add(int layer, Span<float> frames)
    {
        bool any = false;
        for (int i = 0; i < players.Length; i++)
        {
            if (players[i].Layer == layer)
            {
                players[i].Add(outputs.AsSpan(2 * Desk.Block * i, 2 * Desk.Block), frames[..(3 * played)]);
                any = true;
            }
        }

        return any;
    }

    // On the grid alone, so that it does not matter how rendering is cut.
    private void FreePlayers()
    {
        for (int i = 0; i < players.Length; i++)
        {
            if (players[i].Layer >= 0 && (players[i].HasFaded || !Sounds(i)))
            {
                Free(i);
            }
        }
    }

    private void Free(int player)
    {
        sounding[players[player].Layer]--;
        players[player].Layer = -1;
        foreach (Desk desk in desks)
        {
            desk.Silence(player);
        }
    }

    private bool Sounds(int player)
    {
        foreach (Desk desk in desks)
        {
            if (desk.Sounds(player))
            {
                return true;
            }
        }

        return false;
    }

    private Desk OldestOf(int player)
    {
        Desk oldest = desks[0];
        foreach (Desk desk in desks)
        {
            oldest = desk.OldestOf(player) < oldest.OldestOf(player) ? desk : oldest;
        }

        return oldest;
    }

    private int HeldBy(int player)
    {
        int sum = 0;
        foreach (Desk desk in desks)
        {
            sum += desk.HeldBy(player);
        }

        return sum;
    }

    private int PlayerFor(int layer, int instrument)
    {
        int free = -1;
        for (int i = players.Length - 1; i >= 0; i--)
        {
            if (players[i].Layer == layer && players[i].Instrument == instrument && players[i].FadeStep == 0)
            {
                return i;
            }

            free = players[i].Layer < 0 ? i : free;
        }

        return free;
    }
}
