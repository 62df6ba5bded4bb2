using SessionService.Music.Composition;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>What the parts of a performance share: where it stands and where its output goes.</summary>
internal sealed class Stage
{
    public Stage(Repertoire repertoire, ulong seed, IComposer composer, IBarObserver? observer, Timeline timeline, int scene)
    {
        Repertoire = repertoire;
        Seed = seed;
        Composer = composer;
        Observer = observer;
        Timeline = timeline;
        Scene = scene;
        Parameters = new ParameterBank(repertoire.Map.Parameters);
        Desk = new MixDesk(repertoire, Parameters, scene);
        Writers = new WriterDesk(repertoire.Layers.Count);
    }

    public Repertoire Repertoire { get; }

    public ulong Seed { get; }

    public IComposer Composer { get; }

    public IBarObserver? Observer { get; }

    public Timeline Timeline { get; }

    public ParameterBank Parameters { get; }

    public MixDesk Desk { get; }

    public NoteQueue Notes { get; } = new();

    public CueBoard Cues { get; } = new();

    public WriterDesk Writers { get; }

    public WrittenBook Written { get; } = new();

    /// <summary>Grows whenever something else may be expected of the next bar than before.</summary>
    public int Expected { get; set; }

    /// <summary>First sample not yet played.</summary>
    public long Head { get; set; }

    /// <summary>Index of the scene that sounds.</summary>
    public int Scene { get; set; }

    /// <summary>Where the scene that sounds began.</summary>
    public Cue SceneCue { get; set; } = new(CueKind.Scene, "", 0, 1, 1);

    /// <summary>Ordinal of this visit to a scene.</summary>
    public int Section { get; set; }

    /// <summary>Bars planned in this visit.</summary>
    public int SceneBar { get; set; }

    /// <summary>Sample of the last stinger acknowledged, −1 before the first.</summary>
    public long LastStinger { get; set; } = -1;

    /// <summary>Output of the present call.</summary>
    public List<Directive> Directives { get; set; } = [];

    /// <summary>Output of the present call.</summary>
    public List<Mark> Marks { get; set; } = [];

    public SceneSetup Setup => Repertoire.Scenes[Scene];

    /// <summary>What a bar is written from, at the scene's own tempo and with nothing written for it ahead.</summary>
    public BarContext Context(BarPlace place)
    {
        SceneSetup setup = place.Scene;
        Adaptation.Mood mood = setup.Definition.Mood;
        return new BarContext
        {
            Seed = Seed,
            Style = setup.Definition.Style,
            Scene = setup.Definition.Name,
            Bar = place.Bar,
            SceneBar = place.SceneBar,
            Section = place.Section,
            PhraseBars = setup.Definition.PhraseBars,
            Metre = place.Metre,
            Tempo = setup.Definition.Tempo,
            Key = setup.Definition.Key,
            NextKey = place.Departure.NextKey,
            Role = place.Departure.Role,
            Riser = place.Departure.Riser,
            Valence = mood.Valence,
            Controls = new MusicControls(
                Desk.Control(mood.Density, setup.Density, place.Sample),
                Desk.Control(mood.Register, setup.Register, place.Sample),
                Desk.Control(mood.Brightness, setup.Brightness, place.Sample),
                Desk.Control(mood.Tension, setup.Tension, place.Sample),
                Desk.Control(mood.Energy, setup.Energy, place.Sample)),
            Layers = setup.Layers,
        };
    }

    /// <summary>Tempo of a scene with what parameters make of it.</summary>
    public Tempo DrivenTempo(int scene, long sample)
    {
        SceneSetup setup = Repertoire.Scenes[scene];
        return setup.Tempo.Length == 0
            ? setup.Definition.Tempo
            : Tempo.FromBpm(setup.Definition.Tempo.Bpm * Parameters.Product(setup.Tempo, sample));
    }
}
