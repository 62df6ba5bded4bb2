using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>Plans a bar when its first sample is reached, has it written, and puts its notes in the queue.</summary>
internal sealed class BarPlanner(Stage stage)
{
    private readonly BarScore score = new();
    private readonly List<Note> fill = new(64);
    private readonly List<BeatMark> beats = new(16);
    private readonly List<Directive> sounds = [];
    private BarContext? context;
    private int nextBeat;
    private bool filled;

    /// <summary>Tick of the bar that was planned last.</summary>
    public long StartTick { get; private set; }

    /// <summary>Tick of the first bar line not yet planned.</summary>
    public long NextTick { get; private set; }

    public long NextSample { get; private set; }

    /// <summary>Sample of the next beat to mark.</summary>
    public long NextBeat => nextBeat < beats.Count ? beats[nextBeat].Sample : long.MaxValue;

    /// <summary>Takes over where another performance of the same timeline stopped.</summary>
    public void StartAt(long tick)
    {
        StartTick = tick;
        NextTick = tick;
        NextSample = stage.Timeline.SampleAt(tick);
    }

    /// <summary>Plans the bar that begins at a tick.</summary>
    public void Plan(long tick, long sample, Departure departure)
    {
        Metre metre = stage.Timeline.MetreAt(tick);
        StartTick = tick;
        NextTick = tick + metre.TicksPerBar;
        NextSample = stage.Timeline.SampleAt(NextTick);
        filled = departure.Role != BarRole.Body;
        int bar = stage.Timeline.BarAt(tick);
        context = stage.Context(new BarPlace(stage.Setup, bar, stage.SceneBar, stage.Section, metre, sample, departure)) with
        {
            Tempo = stage.Timeline.TempoAt(tick),
            Written = stage.Writers.Wanted(stage.Setup, stage.Written.Take(bar), sample),
        };
        stage.SceneBar++;
        stage.Composer.Compose(context, score);
        if (stage.Writers.Note(stage.Setup, score.Written, sample))
        {
            stage.Marks.Add(new WriterMark(sample));
        }

        stage.Notes.Tidy(sample);
        foreach (Note note in score.Notes)
        {
            Enqueue(tick, note);
        }

        BeginSounds(bar, sample);
        PlanBeats(metre);
        stage.Expected++;
        stage.Observer?.OnBar(new BarPlan(context.Bar, tick, sample, metre.TicksPerBar, context), score);
    }

    /// <summary>Directives for the sounds of the bar that plays, from where it stands.</summary>
    public void RestateSounds(long head, List<Directive> directives)
    {
        foreach (Directive sound in sounds)
        {
            if (sound.Sample < head && sound.Sample + sound.Length > head)
            {
                directives.Add(sound with { Sample = head, Value = head - sound.Sample, Length = sound.Sample + sound.Length - head });
            }
        }
    }

    /// <summary>Marks the beat at a sample.</summary>
    public void MarkBeat() => stage.Marks.Add(beats[nextBeat++]);

    /// <summary>
    /// The bar that sounds turns out to be the last before a scene change: drums lead to it from the next beat on, where
    /// one is left, and atmosphere rises.
    /// </summary>
    public void Fill(bool riser)
    {
        if (filled || context is null)
        {
            return;
        }

        int beat = context.Metre.TicksPerBeat;
        long into = stage.Timeline.NextTickAt(stage.Head) - StartTick;
        int from = (int)((into + beat - 1) / beat * beat);
        if (from >= context.Metre.TicksPerBar)
        {
            return;
        }

        filled = true;
        long fromSample = stage.Timeline.SampleAt(StartTick + from);
        foreach (LayerContext layer in context.Layers)
        {
            bool decoded = stage.Writers.Sounding(layer.Index)?.Sound is not null;
            if (!decoded && (layer.Part == Part.Drums || (riser && layer.Part == Part.Texture)))
            {
                stage.Notes.Remove(layer.Index, fromSample);
                stage.Composer.ComposeFill(context, layer.Index, from, fill);
                foreach (Note note in fill)
                {
                    Enqueue(StartTick, note with { Layer = layer.Index });
                }

                stage.Observer?.OnNotes(layer.Index, StartTick, from, fill, replaces: true);
            }
        }
    }

    /// <summary>The harmony at a tick of the bar that sounds: the tonic triad where the score has none.</summary>
    public ChordSpan ChordAt(long tick)
    {
        int into = (int)Math.Max(0, tick - StartTick);
        if (score.Chords.Count == 0)
        {
            int tonic = stage.Setup.Definition.Key.Tonic;
            int third = ScaleSteps.Of(stage.Setup.Definition.Key.Mode)[2];
            return new ChordSpan(0, tonic, "", (1 << tonic) | (1 << ((tonic + third) % 12)) | (1 << ((tonic + 7) % 12)));
        }

        ChordSpan found = score.Chords[0];
        foreach (ChordSpan chord in score.Chords)
        {
            found = chord.Tick <= into ? chord : found;
        }

        return found;
    }

    private void BeginSounds(int bar, long sample)
    {
        sounds.Clear();
        foreach (WrittenPart part in score.Written)
        {
            if (part.Sound is not null)
            {
                sounds.Add(new Directive(sample, DirectiveKind.Sound, part.Layer, bar, 0, 0, 0, NextSample - sample));
            }
        }

        stage.Directives.AddRange(sounds);
    }

    private void Enqueue(long barTick, Note note)
    {
        long start = stage.Timeline.SampleAt(barTick + note.Tick);
        long end = stage.Timeline.SampleAt(barTick + note.Tick + note.Duration);
        int instrument = stage.Setup.Instruments[note.Layer];
        stage.Notes.Add(new TimedNote(start, note.Layer, instrument, note.Pitch, note.Velocity, end - start));
    }

    private void PlanBeats(Metre metre)
    {
        beats.Clear();
        nextBeat = 0;
        for (int i = 0; i < metre.Beats; i++)
        {
            long tick = StartTick + ((long)i * metre.TicksPerBeat);
            beats.Add(new BeatMark(
                stage.Timeline.SampleAt(tick), context!.Bar + 1, i + 1, context.Scene, ChordAt(tick).Symbol,
                stage.Timeline.TempoAt(tick).Bpm));
        }
    }
}
