using SessionService.Music.Adaptation;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>
/// Schedules scene changes and carries them out. At most one is under way (its ramp or bridge sounds) and one more is
/// pending.
/// </summary>
internal sealed class SceneDesk(Stage stage, BarPlanner bars, SyncPoints sync)
{
    /// <summary>Commands that asked for the very first scene before it sounded.</summary>
    private SharedCue? opening;

    /// <summary>The change whose ramp or bridge sounds, or null.</summary>
    public SceneChange? Leaving { get; private set; }

    /// <summary>The change that is acknowledged and has not begun, or null.</summary>
    public SceneChange? Pending { get; private set; }

    /// <summary>The first entry of a scene to come, or null.</summary>
    public SceneChange? Next => Leaving ?? Pending;

    /// <summary>Sample of the next bar line, scene entry or bridge.</summary>
    public long NextSample
    {
        get
        {
            long next = bars.NextSample;
            next = Leaving is { } leaving ? Math.Min(next, leaving.EntrySample) : next;
            return Pending is { } pending ? Math.Min(next, pending.SyncSample) : next;
        }
    }

    /// <summary>Whether a scene or its bridge begins at the head.</summary>
    public bool DueAtHead => Leaving?.EntrySample == stage.Head || Pending?.SyncSample == stage.Head;

    /// <summary>Tick of the bar line, scene entry or bridge that is next.</summary>
    public long NextTick => Leaving is { } leaving && leaving.EntrySample == NextSample ? leaving.EntryTick
        : Pending is { } pending && pending.SyncSample == NextSample ? pending.SyncTick
        : bars.NextTick;

    /// <summary>Bar and beat of the head; a bar that a change begins exactly there counts as begun.</summary>
    public Position HeadPosition()
    {
        if (Leaving is { } leaving && leaving.EntrySample == stage.Head)
        {
            return new Position(stage.Head, leaving.EntryBar + 1, 1);
        }

        return Pending is { } pending && pending.SyncSample == stage.Head
            ? new Position(stage.Head, pending.SyncBar + 1, 1)
            : stage.Timeline.PositionAt(stage.Head);
    }

    /// <summary>Takes over from another performance of the same timeline.</summary>
    public void TakeOver(SceneChange? leaving, SceneChange? pending)
    {
        Leaving = leaving;
        Pending = pending;
    }

    /// <summary>A command asks for a scene.</summary>
    public void Request(int scene, SyncPoint? syncOverride, CommandOutcome outcome)
    {
        string name = stage.Repertoire.Scenes[scene].Definition.Name;
        if (Pending is { } pending && pending.Scene == scene)
        {
            pending.Shared.Join(outcome.Id);
            outcome.Accept(pending.Shared.Cue, $"the change to {name} is already pending");
            return;
        }

        if ((Leaving?.Scene ?? stage.Scene) == scene)
        {
            Stay(name, outcome);
            return;
        }

        SceneChange change = Schedule(scene, syncOverride, outcome.Id);
        DropPending(outcome);
        Pending = change;
        stage.Expected++;
        if (opening is not null && change.EntrySample == opening.Cue.Sample)
        {
            outcome.Supersede(opening.Ids);
            opening = null;
        }

        outcome.Accept(change.Shared.Cue, Leaving is null ? null : "waits for the scene that is on its way");
        bool last = Leaving is null && change.RampBars == 0 && change.SyncTick == bars.NextTick;
        if (change.Transition.Fill && last && stage.Head < bars.NextSample)
        {
            bars.Fill(change.Transition.Riser);
        }
    }

    /// <summary>Carries out what is due at a sample: a scene entry, a bridge or a bar line.</summary>
    public void Step(long sample)
    {
        if (Leaving is { } leaving && leaving.EntrySample == sample)
        {
            Leaving = null;
            Enter(leaving);
        }
        else if (Pending is { } pending && pending.SyncSample == sample)
        {
            Pending = null;
            if (pending.HasWay)
            {
                Depart(pending);
            }
            else
            {
                Enter(pending);
            }
        }
        else
        {
            PlanNext(sample);
        }
    }

    /// <summary>The very first scene begins, or the first under another version of the map.</summary>
    public void Open(long fade)
    {
        Announce(bars.NextTick, stage.Head, fade);
        opening?.Mark(stage.Marks);
        opening = null;
    }

    /// <summary>Tells the renderer and the listeners which scene sounds from here on.</summary>
    private void Announce(long tick, long sample, long fade)
    {
        float bpm = (float)stage.Timeline.TempoAt(tick).Bpm;
        stage.Directives.Add(new Directive(sample, DirectiveKind.SceneChange, stage.Setup.StyleIndex, 0, 0, 0, bpm, fade));
        stage.Marks.Add(new CaptionMark(sample, stage.Setup.Definition.Caption));
        stage.Observer?.OnCut(tick, stage.Setup.Definition.Name);
    }

    /// <summary>
    /// Lets the parameters set the tempo at a bar line, unless a cue is acknowledged beyond it: that must not move.
    /// </summary>
    public void DriveTempo(long tick, long sample)
    {
        bool held = Leaving?.EntrySample > sample || Pending?.EntrySample > sample || stage.LastStinger > sample;
        if (!held)
        {
            stage.Timeline.SetTempo(tick, stage.DrivenTempo(stage.Scene, sample));
        }
    }

    private void Stay(string name, CommandOutcome outcome)
    {
        Cue cue = Leaving?.Shared.Cue ?? stage.SceneCue;
        if (Leaving is not null)
        {
            Leaving.Shared.Join(outcome.Id);
        }
        else if (cue.Sample == stage.Head)
        {
            JoinOpening(outcome.Id, cue);
        }

        string reason = Leaving is null ? $"{name} plays already" : $"the change to {name} is already under way";
        if (Pending is not null)
        {
            DropPending(outcome);
            reason += "; the pending change is cancelled";
        }

        outcome.Accept(cue, reason);
    }

    private void JoinOpening(string id, Cue cue)
    {
        if (opening is null)
        {
            opening = new SharedCue(id, cue);
        }
        else
        {
            opening.Join(id);
        }
    }

    private void DropPending(CommandOutcome outcome)
    {
        if (Pending is { } dropped)
        {
            outcome.Supersede(dropped.Shared.Ids);
            Pending = null;
            stage.Expected++;
        }
    }

    private SceneChange Schedule(int scene, SyncPoint? syncOverride, string id)
    {
        SceneSetup from = Leaving is null ? stage.Setup : stage.Repertoire.Scenes[Leaving.Scene];
        SceneSetup to = stage.Repertoire.Scenes[scene];
        TransitionDefinition transition =
            stage.Repertoire.Map.TransitionBetween(from.Definition.Name, to.Definition.Name);
        (long tick, long sample, int bar, Tempo tempo, Metre metre) = Begin(from, syncOverride ?? transition.Sync);
        Tempo entryTempo = stage.DrivenTempo(scene, stage.Head);
        int ramp = tempo == entryTempo ? 0 : transition.RampBars;
        long way = (long)metre.TicksPerBar * (ramp + transition.BridgeBars);
        long entry = sample + (way == 0 ? 0 : Timeline.RampSamples(way, tempo, entryTempo));
        Cue cue = new(CueKind.Scene, to.Definition.Name, entry, bar + ramp + transition.BridgeBars + 1, 1);
        return new SceneChange
        {
            Scene = scene,
            Transition = transition,
            SyncTick = tick,
            SyncSample = sample,
            SyncBar = bar,
            EntryTick = tick + way,
            EntrySample = entry,
            EntryTempo = entryTempo,
            RampBars = ramp,
            BridgeTick = tick + ((long)metre.TicksPerBar * ramp),
            Shared = new SharedCue(id, cue),
        };
    }

    /// <summary>Where a change begins, and the tempo and metre there. Tempo is not driven while a cue is pending, so it holds.</summary>
    private (long Tick, long Sample, int Bar, Tempo Tempo, Metre Metre) Begin(SceneSetup from, SyncPoint point)
    {
        if (Leaving is { } leaving)
        {
            (long ticks, int count) = SyncPoints.AfterEntry(from, point);
            long samples = ticks * Tempo.SamplesPerTickNumerator / leaving.EntryTempo.MilliBpm;
            return (leaving.EntryTick + ticks, leaving.EntrySample + samples, leaving.EntryBar + count,
                leaving.EntryTempo, from.Definition.Metre);
        }

        long tick = sync.Tick(point);
        Timeline timeline = stage.Timeline;
        return (tick, timeline.SampleAt(tick), sync.BarBegunAt(tick), timeline.TempoAt(tick), from.Definition.Metre);
    }

    private void Depart(SceneChange change)
    {
        stage.Timeline.StartBar(change.SyncTick, stage.Setup.Definition.Metre);
        stage.Timeline.RampTempo(change.SyncTick, change.EntryTick, change.EntryTempo);
        stage.Notes.DropWaiting(stage.Repertoire.StingerLayer);
        Leaving = change;
        bars.Plan(change.SyncTick, change.SyncSample, DepartureAt(change.SyncTick, stage.Setup));
    }

    private void Enter(SceneChange change)
    {
        long sample = change.EntrySample;
        SceneSetup to = stage.Repertoire.Scenes[change.Scene];
        stage.Timeline.StartBar(change.EntryTick, to.Definition.Metre);
        if (!change.HasWay)
        {
            stage.Timeline.SetTempo(change.EntryTick, stage.DrivenTempo(change.Scene, sample));
        }

        long fade = Spans.Samples(change.Transition.FadeMs);
        stage.Notes.Cut(stage.Repertoire.StingerLayer);
        stage.Desk.Hold(sample);
        stage.Scene = change.Scene;
        stage.Desk.Scene = change.Scene;
        stage.Desk.FadeChanged(sample, fade);
        stage.Section++;
        stage.SceneBar = 0;
        stage.SceneCue = change.Shared.Cue;
        Announce(change.EntryTick, sample, fade);
        change.Shared.Mark(stage.Marks);
        bars.Plan(change.EntryTick, sample, DepartureAt(change.EntryTick, stage.Setup));
    }

    private void PlanNext(long sample)
    {
        long tick = bars.NextTick;
        DriveTempo(tick, sample);
        bars.Plan(tick, sample, DepartureAt(tick, stage.Setup));
    }

    /// <summary>What a bar of a scene has to do with the change that is under way or pending.</summary>
    public Departure DepartureAt(long tick, SceneSetup scene)
    {
        SceneChange? change = Leaving is { } leaving && tick < leaving.EntryTick ? leaving : Pending;
        return change is null
            ? Departure.None
            : change.DepartureAt(tick, scene.Definition.Metre.TicksPerBar, stage.Repertoire.Scenes[change.Scene].Definition.Key);
    }
}
