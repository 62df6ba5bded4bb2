using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>Where sync points fall, seen from the head.</summary>
internal sealed class SyncPoints(Stage stage, BarPlanner bars)
{
    /// <summary>
    /// Tick of the next sync point at or after the head, as long as the scene that sounds goes on. A bar whose first
    /// sample is the head is not yet planned, so its line is still to come.
    /// </summary>
    public long Tick(SyncPoint sync)
    {
        if (stage.Head == bars.NextSample && sync != SyncPoint.Phrase)
        {
            return bars.NextTick;
        }

        switch (sync)
        {
            case SyncPoint.Immediate:
                return stage.Timeline.NextTickAt(stage.Head);
            case SyncPoint.Beat:
                int beat = stage.Timeline.MetreAt(bars.StartTick).TicksPerBeat;
                long into = stage.Timeline.NextTickAt(stage.Head) - bars.StartTick;
                return Math.Min(bars.StartTick + ((into + beat - 1) / beat * beat), bars.NextTick);
            case SyncPoint.Bar:
                return bars.NextTick;
            default:
                int phrase = stage.Setup.Definition.PhraseBars;
                int left = (phrase - (stage.SceneBar % phrase)) % phrase;
                return bars.NextTick + ((long)left * stage.Timeline.MetreAt(bars.NextTick).TicksPerBar);
        }
    }

    /// <summary>Index of the bar that would begin if one began at a tick at or after the head.</summary>
    public int BarBegunAt(long tick)
    {
        bool line = stage.Timeline.BarStart(tick) == tick;
        return stage.Timeline.BarAt(tick) + (line ? 0 : 1);
    }

    /// <summary>The same in a scene that is going to begin: strictly after its first beat, in ticks from its start, and bars.</summary>
    public static (long Ticks, int Bars) AfterEntry(SceneSetup scene, SyncPoint sync)
    {
        Metre metre = scene.Definition.Metre;
        return sync switch
        {
            SyncPoint.Bar => (metre.TicksPerBar, 1),
            SyncPoint.Phrase => ((long)metre.TicksPerBar * scene.Definition.PhraseBars, scene.Definition.PhraseBars),
            _ => (metre.TicksPerBeat, 1),
        };
    }
}
