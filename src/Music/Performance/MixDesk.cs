namespace SessionService.Music.Performance;

/// <summary>
/// The faders: one per layer, then one per <see cref="SoundControl"/>. Each follows what the scene, the parameters and the
/// commands make of it; what changes at once is faded to. Motion is told to the renderer in straight pieces.
/// </summary>
internal sealed class MixDesk
{
    /// <summary>Longest piece of a curved motion, 100 ms.</summary>
    private const long Piece = 4_800;

    private const int Controls = 3;

    private readonly Repertoire repertoire;
    private readonly ParameterBank parameters;
    private readonly Fader[] faders;
    private readonly double[] heldRaw;
    private readonly double[] heldValue;
    private readonly double[] commandGain;
    private int soloed;

    public MixDesk(Repertoire repertoire, ParameterBank parameters, int scene)
    {
        this.repertoire = repertoire;
        this.parameters = parameters;
        LayerCount = repertoire.Layers.Count;
        faders = new Fader[LayerCount + Controls];
        heldRaw = new double[faders.Length];
        heldValue = new double[faders.Length];
        commandGain = new double[LayerCount];
        Array.Fill(commandGain, 1);
        Muted = new bool[LayerCount];
        Soloed = new bool[LayerCount];
        GainDb = new double[LayerCount];
        Scene = scene;
    }

    /// <summary>Sample of the next change of direction; <see cref="long.MaxValue"/> where all stands still.</summary>
    public long Due { get; set; } = long.MaxValue;

    public int Scene { get; set; }

    public int LayerCount { get; }

    public bool[] Muted { get; }

    public bool[] Soloed { get; }

    public double[] GainDb { get; }

    public bool Silenced(int layer) => Muted[layer] || (soloed > 0 && !Soloed[layer]);

    /// <summary>Applies a layer command's wishes; null leaves as it is.</summary>
    public void Set(int layer, bool? mute, bool? solo, double? gainDb)
    {
        Muted[layer] = mute ?? Muted[layer];
        if (solo is { } wanted && wanted != Soloed[layer])
        {
            Soloed[layer] = wanted;
            soloed += wanted ? 1 : -1;
        }

        if (gainDb is { } db)
        {
            GainDb[layer] = db;
            commandGain[layer] = Decibels.ToFactor(db);
        }
    }

    /// <summary>Remembers where every fader stands, before something changes at once.</summary>
    public void Hold(long sample)
    {
        for (int i = 0; i < faders.Length; i++)
        {
            heldRaw[i] = Raw(i, sample);
            heldValue[i] = Value(i, sample);
        }
    }

    /// <summary>Fades those whose aim changed since <see cref="Hold"/> from where they stood.</summary>
    public void FadeChanged(long sample, long length)
    {
        for (int i = 0; i < faders.Length; i++)
        {
            if (Raw(i, sample) != heldRaw[i])
            {
                ref Fader fader = ref faders[i];
                fader.FadeFrom = heldValue[i];
                fader.FadeStart = sample;
                fader.FadeEnd = sample + length;
            }
        }

        Due = sample;
    }

    /// <summary>Puts every fader where it belongs, with no way there.</summary>
    public void Settle(long sample, List<Directive>? directives)
    {
        for (int i = 0; i < faders.Length; i++)
        {
            float value = (float)Value(i, sample);
            Tell(i, sample, value, 0, directives);
        }

        Due = sample;
    }

    /// <summary>Tells the next piece of every fader that moves.</summary>
    public void Refresh(long sample, List<Directive> directives)
    {
        long next = NextTurn(sample);
        for (int i = 0; i < faders.Length; i++)
        {
            float value = (float)Value(i, next);
            Fader fader = faders[i];
            bool told = fader.Target == value && (fader.End <= sample || fader.End == next);
            if (!told)
            {
                Tell(i, sample, value, next - sample, directives);
            }
        }

        Due = next > sample ? next : long.MaxValue;
    }

    /// <summary>Tells where every fader is and where it is on its way to.</summary>
    public void Restate(long sample, List<Directive> directives)
    {
        for (int i = 0; i < faders.Length; i++)
        {
            Fader fader = faders[i];
            directives.Add(Told(i, sample, fader.ToldAt(sample), 0));
            if (fader.End > sample)
            {
                directives.Add(Told(i, sample, fader.Target, fader.End - sample));
            }
        }
    }

    /// <summary>A mood control of the scene with what parameters add, 0..1.</summary>
    public double Control(double mood, DriveBinding[] drives, long sample) =>
        Math.Clamp(mood + parameters.Sum(drives, sample), 0, 1);

    private long NextTurn(long sample)
    {
        long next = parameters.NextEnd(sample);
        if (next != long.MaxValue)
        {
            next = Math.Min(next, ((sample / Piece) + 1) * Piece);
        }

        foreach (Fader fader in faders)
        {
            if (fader.FadeEnd > sample)
            {
                next = Math.Min(next, fader.FadeEnd);
            }
        }

        return next == long.MaxValue ? sample : next;
    }

    private double Raw(int fader, long sample)
    {
        SceneSetup scene = repertoire.Scenes[Scene];
        if (fader < LayerCount)
        {
            return Silenced(fader)
                ? 0
                : scene.Gains[fader] * commandGain[fader] * parameters.Product(scene.LayerDrives[fader], sample);
        }

        return (SoundControl)(fader - LayerCount) switch
        {
            SoundControl.Brightness => Control(scene.Definition.Mood.Brightness, scene.Brightness, sample),
            SoundControl.Energy => Control(scene.Definition.Mood.Energy, scene.Energy, sample),
            _ => Control(scene.Definition.Mood.Tension, scene.Tension, sample),
        };
    }

    private double Value(int index, long sample)
    {
        Fader fader = faders[index];
        double raw = Raw(index, sample);
        if (sample >= fader.FadeEnd)
        {
            return raw;
        }

        return fader.FadeFrom + ((raw - fader.FadeFrom) * ((double)(sample - fader.FadeStart) / (fader.FadeEnd - fader.FadeStart)));
    }

    private void Tell(int index, long sample, float value, long length, List<Directive>? directives)
    {
        ref Fader fader = ref faders[index];
        fader.From = fader.ToldAt(sample);
        fader.Target = value;
        fader.Start = sample;
        fader.End = sample + length;
        directives?.Add(Told(index, sample, value, length));
    }

    private Directive Told(int index, long sample, float value, long length) => index < LayerCount
        ? new Directive(sample, DirectiveKind.LayerGain, index, 0, 0, 0, value, length)
        : new Directive(sample, DirectiveKind.Control, index - LayerCount, 0, 0, 0, value, length);

    private struct Fader
    {
        /// <summary>The fade from before the last sudden change.</summary>
        public double FadeFrom;
        public long FadeStart;
        public long FadeEnd;

        /// <summary>The piece told last.</summary>
        public float From;
        public float Target;
        public long Start;
        public long End;

        public readonly float ToldAt(long sample) => sample >= End
            ? Target
            : From + ((Target - From) * ((float)(sample - Start) / (End - Start)));
    }
}
