using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>
/// A session's music as a pure state machine: commands go in at the head, directives and marks come out in order of
/// sample. It sees no clock, no thread and no ambient randomness. Not safe for use by two threads at once.
/// The rules by which cues are placed stand in <c>docs/adaptive-map.md</c>.
/// </summary>
#pragma warning disable MA0049 // the field's word for both the thing and the folder it lives in
public sealed class Performance
#pragma warning restore MA0049
{
    /// <summary>Fade from one version of a map to the next, 50 ms.</summary>
    private const long VersionFade = 2_400;

    private const long SkipChunk = 10L * MusicalTime.SampleRate;

    private readonly Stage stage;
    private readonly BarPlanner bars;
    private readonly SceneDesk scenes;
    private readonly StingerDesk stingers;
    private readonly CommandMemory memory;
    private readonly Director director;
    private readonly Outlook outlook;
    private readonly List<Directive> skippedDirectives = [];
    private readonly List<Mark> skippedMarks = [];
    private bool opened;

    private Performance(Stage stage, CommandMemory memory)
    {
        this.stage = stage;
        this.memory = memory;
        bars = new BarPlanner(stage);
        SyncPoints sync = new(stage, bars);
        scenes = new SceneDesk(stage, bars, sync);
        stingers = new StingerDesk(stage, bars, scenes, sync);
        outlook = new Outlook(stage, bars, scenes);
        director = new Director(stage, scenes, stingers, outlook, memory);
    }

    /// <summary>The map that plays.</summary>
    public AdaptiveMap Map => stage.Repertoire.Map;

    /// <summary>The layers: the union over all scenes in order of first appearance, then <c>stingers</c>.</summary>
    public IReadOnlyList<LayerInfo> Layers => stage.Repertoire.Layers;

    /// <summary>Names of the instruments that notes name by index.</summary>
    public IReadOnlyList<string> Instruments => stage.Repertoire.Instruments;

    /// <summary>Names of the styles that scene changes name by index.</summary>
    public IReadOnlyList<string> Styles => stage.Repertoire.Styles;

    /// <summary>First sample not yet played.</summary>
    public long Head => stage.Head;

    /// <summary>Samples, ticks and bars. Grows at its end.</summary>
    public Timeline Timeline => stage.Timeline;

    /// <summary>Sample of the first bar line at or after the head.</summary>
    public long NextBarLine => scenes.NextSample;

    /// <summary>Where it stands.</summary>
    public PerformanceState State => StateReport.Of(stage, scenes);

    /// <summary>Grows whenever something else may be expected of the next bar than before.</summary>
    public int Expected => stage.Expected;

    /// <summary>Bars of layers that a model was to write: how many it wrote, and how many the rules did.</summary>
    public (long Written, long Rules) WriterCounts => (stage.Writers.WrittenBars, stage.Writers.RuleBars);

    /// <summary>
    /// What the next bar is written from if no further command comes, at its scene's own tempo, with nothing written ahead.
    /// </summary>
    /// <param name="layers">Takes the layers that the writer is to write there.</param>
    /// <param name="writer">Which writer.</param>
    public BarContext ExpectNext(List<int> layers, LayerWriter writer = LayerWriter.Model)
    {
        outlook.Layers(writer, layers);
        return outlook.Next();
    }

    /// <summary>
    /// Keeps what was written ahead for a bar to come. It is played where a model is to write the layer and the bar turns out as
    /// expected.
    /// </summary>
    /// <param name="part">What was written.</param>
    /// <exception cref="ArgumentException">It cannot be played: no such layer, too many notes, or one that is out of range.</exception>
    public void Offer(WrittenPart part)
    {
        WrittenBook.Check(part, Layers.Count);
        stage.Written.Add(part);
    }

    /// <summary>Starts at sample 0 with the map's start scene.</summary>
    /// <param name="map">What happens.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="composer">Writes the bars.</param>
    /// <param name="observer">Told of the music as it is written, or null.</param>
    public static Performance Start(AdaptiveMap map, ulong seed, IComposer composer, IBarObserver? observer = null)
    {
        Repertoire repertoire = new(map);
        int start = repertoire.Scene(map.Start);
        SceneDefinition scene = repertoire.Scenes[start].Definition;
        Timeline timeline = new(scene.Tempo, scene.Metre);
        Stage made = new(repertoire, seed, composer, observer, timeline, start)
        {
            SceneCue = new Cue(CueKind.Scene, scene.Name, 0, 1, 1),
        };
        timeline.SetTempo(0, made.DrivenTempo(start, 0));
        made.Desk.Settle(0, null);
        return new Performance(made, new CommandMemory());
    }

    /// <summary>
    /// Goes on under another version of the map, at the head of the performance before, which must be a bar line. The
    /// timeline, the count of bars and sections, the remembered commands, and by name the scene, parameters, mutes, solos
    /// and levels go on; so do pending scene changes and stingers that the new map still has, at their samples. Where the
    /// scene is gone the new map's start scene begins.
    /// </summary>
    /// <param name="previous">The performance before; it must not be used any more.</param>
    /// <param name="map">The map from here on.</param>
    /// <exception cref="InvalidOperationException">The head is not at a bar line.</exception>
    public static Performance Continue(Performance previous, AdaptiveMap map)
    {
        if (previous.Head != previous.NextBarLine)
        {
            throw new InvalidOperationException("A performance goes on under another map only where a bar begins.");
        }

        Repertoire repertoire = new(map);
        Stage before = previous.stage;
        string name = before.Setup.Definition.Name;
        int kept = repertoire.Scene(name);
        int scene = kept >= 0 ? kept : repertoire.Scene(map.Start);
        Stage made = new(repertoire, before.Seed, before.Composer, before.Observer, before.Timeline, scene);
        Performance next = new(made, previous.memory);
        Handover.Carry(before, made, sceneKept: kept >= 0);
        next.bars.StartAt(previous.scenes.NextTick);
        Handover.CarryScenes(before, made, previous.scenes, next.scenes);
        next.stingers.TakeOver(previous.stingers);
        next.director.TakeOver(previous.director);
        Handover.StartBar(made, next.bars, next.scenes, sceneKept: kept >= 0);
        made.Desk.Settle(made.Head, null);
        return next;
    }

    /// <summary>Takes a command at the head.</summary>
    /// <param name="command">What is asked.</param>
    public Acknowledgement Apply(Command command) => director.Apply(command);

    /// <summary>
    /// Plays on: appends everything from the head up to, not including, a sample, which becomes the head. Advancing in
    /// several steps gives exactly what one step gives.
    /// </summary>
    /// <param name="toSample">The new head, at or after the old.</param>
    /// <param name="directives">What the renderer shall do, in order of sample.</param>
    /// <param name="marks">What listeners are told, in order of sample.</param>
    public void Advance(long toSample, List<Directive> directives, List<Mark> marks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(toSample, stage.Head);
        stage.Directives = directives;
        stage.Marks = marks;
        if (!opened && toSample > stage.Head)
        {
            Open();
        }

        while (true)
        {
            long sample = NextSample();
            if (sample >= toSample)
            {
                break;
            }

            Play(sample);
        }

        stage.Head = toSample;
    }

    /// <summary>As <see cref="Advance"/> with nobody listening.</summary>
    /// <param name="toSample">The new head, at or after the old.</param>
    public void Skip(long toSample)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(toSample, stage.Head);
        while (stage.Head < toSample)
        {
            Advance(Math.Min(toSample, stage.Head + SkipChunk), skippedDirectives, skippedMarks);
            skippedDirectives.Clear();
            skippedMarks.Clear();
        }
    }

    /// <summary>
    /// Directives at the head that bring a fresh renderer to the present state: the style, every fader, the duck that
    /// holds, and the notes that sound with what is left of them. Notes a scene change is still fading out are left out.
    /// </summary>
    /// <param name="directives">They are appended here.</param>
    public void Restate(List<Directive> directives)
    {
        long head = stage.Head;
        float bpm = (float)stage.Timeline.TempoAt(stage.Timeline.TickAt(head)).Bpm;
        directives.Add(new Directive(head, DirectiveKind.SceneChange, stage.Setup.StyleIndex, 0, 0, 0, bpm, 0));
        stage.Desk.Restate(head, directives);
        stingers.Restate(head, directives);
        stage.Notes.Restate(head, directives);
        bars.RestateSounds(head, directives);
    }

    private void Open()
    {
        opened = true;
        long head = stage.Head;
        scenes.Open(head == 0 ? 0 : VersionFade);
        stage.Desk.Settle(head, stage.Directives);
    }

    private long NextSample()
    {
        long next = Math.Min(scenes.NextSample, stage.Desk.Due);
        next = Math.Min(next, Math.Min(stingers.Next, bars.NextBeat));
        return Math.Min(next, Math.Min(stage.Notes.Next, stage.Cues.Next));
    }

    /// <summary>Everything at one sample, in the order that makes each see what it depends on.</summary>
    private void Play(long sample)
    {
        stage.Cues.Mark(sample, stage.Marks);
        if (scenes.NextSample == sample)
        {
            scenes.Step(sample);
        }

        if (stage.Desk.Due <= sample)
        {
            stage.Desk.Refresh(sample, stage.Directives);
        }

        stingers.Begin(sample);
        while (bars.NextBeat <= sample)
        {
            bars.MarkBeat();
        }

        stage.Notes.Play(sample, stage.Directives);
    }
}
