using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>Places stingers at their sync points and plays them in the key and chord of the bar they fall in.</summary>
internal sealed class StingerDesk(Stage stage, BarPlanner bars, SceneDesk scenes, SyncPoints sync)
{
    private readonly List<Waiting> waiting = new(Limits.PendingStingers);
    private readonly List<long> soundingTo = new(Limits.PendingStingers);
    private readonly List<Note> notes = new(Limits.NotesPerStinger);
    private int ordinal;
    private Directive? duck;

    /// <summary>Sample of the next stinger; <see cref="long.MaxValue"/> where none waits.</summary>
    public long Next => waiting.Count == 0 ? long.MaxValue : waiting[0].Shared.Cue.Sample;

    /// <summary>A command asks for a stinger.</summary>
    public void Request(int stinger, SyncPoint? syncOverride, CommandOutcome outcome)
    {
        StingerDefinition definition = stage.Repertoire.Map.Stingers[stinger];
        (long sample, int bar, double beat) = Place(syncOverride ?? definition.Sync);
        foreach (Waiting other in waiting)
        {
            if (other.Stinger == stinger && other.Shared.Cue.Sample == sample)
            {
                other.Shared.Join(outcome.Id);
                outcome.Accept(other.Shared.Cue, $"merged with the {definition.Name} that is pending there");
                return;
            }
        }

        soundingTo.RemoveAll(end => end <= stage.Head);
        if (waiting.Count + soundingTo.Count >= Limits.PendingStingers)
        {
            outcome.Suppress($"{Limits.PendingStingers} stingers are waiting or sounding, which is the most");
            return;
        }

        Cue cue = new(CueKind.Stinger, definition.Name, sample, bar, beat);
        Add(new Waiting(stinger, new SharedCue(outcome.Id, cue)));
        stage.LastStinger = Math.Max(stage.LastStinger, sample);
        outcome.Accept(cue);
    }

    /// <summary>Begins the stingers that are due at a sample.</summary>
    public void Begin(long sample)
    {
        while (Next == sample)
        {
            Waiting due = waiting[0];
            waiting.RemoveAt(0);
            Play(due.Stinger, sample);
            due.Shared.Mark(stage.Marks);
        }
    }

    /// <summary>Takes over from another performance the stingers that this map has too.</summary>
    public void TakeOver(StingerDesk other)
    {
        ordinal = other.ordinal;
        duck = other.duck;
        soundingTo.AddRange(other.soundingTo);
        foreach (Waiting pending in other.waiting)
        {
            int index = stage.Repertoire.Stinger(pending.Shared.Cue.Target);
            if (index >= 0)
            {
                Add(pending with { Stinger = index });
            }
        }
    }

    /// <summary>The duck that holds at a sample, with what is left of it.</summary>
    public void Restate(long sample, List<Directive> directives)
    {
        if (duck is { } held && held.Sample + held.Length > sample)
        {
            directives.Add(held with { Sample = sample, Length = held.Sample + held.Length - sample });
        }
    }

    private void Add(Waiting stinger)
    {
        int place = waiting.Count;
        while (place > 0 && waiting[place - 1].Shared.Cue.Sample > stinger.Shared.Cue.Sample)
        {
            place--;
        }

        waiting.Insert(place, stinger);
    }

    /// <summary>
    /// The sync point under the scene that sounds, or the start of the bridge or scene that comes before it: those begin
    /// bars, and the latter a phrase.
    /// </summary>
    private (long Sample, int Bar, double Beat) Place(SyncPoint point)
    {
        long sample = stage.Timeline.SampleAt(sync.Tick(point));
        if (scenes.Leaving is { } leaving && sample >= leaving.EntrySample)
        {
            return (leaving.EntrySample, leaving.EntryBar + 1, 1);
        }

        if (scenes.Leaving is null && scenes.Pending is { } pending && sample >= pending.SyncSample)
        {
            return sample > pending.SyncSample && point == SyncPoint.Phrase
                ? (pending.EntrySample, pending.EntryBar + 1, 1)
                : (pending.SyncSample, pending.SyncBar + 1, 1);
        }

        Position position = stage.Timeline.PositionAt(sample);
        return (sample, position.Bar, position.Beat);
    }

    private void Play(int stinger, long sample)
    {
        StingerDefinition definition = stage.Repertoire.Map.Stingers[stinger];
        long tick = stage.Timeline.TickAt(sample);
        Write(definition, tick);
        double loudness = Decibels.ToFactor(definition.GainDb);
        int own = stage.Repertoire.StingerInstruments[stinger];
        int instrument = own >= 0 ? own : stage.Setup.StingerInstrument;
        int layer = stage.Repertoire.StingerLayer;
        long origin = stage.Timeline.SampleAt(tick);
        long length = 0;
        foreach (Note note in notes)
        {
            long start = stage.Timeline.SampleAt(tick + note.Tick) - origin;
            long end = stage.Timeline.SampleAt(tick + note.Tick + note.Duration) - origin;
            byte velocity = (byte)Math.Clamp(Math.Round(note.Velocity * loudness), 1, 127);
            stage.Notes.Add(new TimedNote(sample + start, layer, instrument, note.Pitch, velocity, end - start));
            length = Math.Max(length, end);
        }

        soundingTo.Add(sample + length);
        if (definition.Duck > 0 && length > 0)
        {
            Directive directive = new(sample, DirectiveKind.Duck, 0, 0, 0, 0, (float)(1 - definition.Duck), length);
            duck = directive;
            stage.Directives.Add(directive);
        }

        stage.Marks.Add(new CaptionMark(sample, definition.Caption));
        stage.Observer?.OnNotes(layer, tick, 0, notes, replaces: false);
        ordinal++;
    }

    private void Write(StingerDefinition definition, long tick)
    {
        Key key = stage.Setup.Definition.Key;
        Metre metre = stage.Timeline.MetreAt(tick);
        if (definition.Kind is { } kind)
        {
            ChordSpan chord = bars.ChordAt(tick);
            StingerContext context = new(
                stage.Seed, kind, stage.Setup.Definition.Style, key, chord.Root, chord.PitchClasses, metre, ordinal, definition.Instrument);
            stage.Composer.ComposeStinger(context, notes);
            return;
        }

        notes.Clear();
        foreach (StingerNote note in definition.Notes)
        {
            int onset = (int)Math.Round(note.Beat * metre.TicksPerBeat);
            int duration = Math.Max(1, (int)Math.Round(note.Beats * metre.TicksPerBeat));
            notes.Add(new Note(0, onset, duration, ScaleSteps.Pitch(key, note.Degree, note.Octave), (byte)note.Velocity));
        }
    }

    private readonly record struct Waiting(int Stinger, SharedCue Shared);
}
