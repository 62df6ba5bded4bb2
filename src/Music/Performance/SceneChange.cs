using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>A scene change that was acknowledged and has not happened.</summary>
internal sealed record SceneChange
{
    /// <summary>Index of the scene entered.</summary>
    public required int Scene { get; init; }

    /// <summary>How.</summary>
    public required TransitionDefinition Transition { get; init; }

    /// <summary>Where the old scene is left: for the new one, or for the bridge.</summary>
    public required long SyncTick { get; init; }

    public required long SyncSample { get; init; }

    /// <summary>Index of the bar that begins there.</summary>
    public required int SyncBar { get; init; }

    /// <summary>Where the new scene begins.</summary>
    public required long EntryTick { get; init; }

    public required long EntrySample { get; init; }

    /// <summary>Tempo at the entry where bars between the scenes lead to it.</summary>
    public required Tempo EntryTempo { get; init; }

    /// <summary>Bars of the old scene in which its tempo moves to the new one; none where the two are the same.</summary>
    public required int RampBars { get; init; }

    /// <summary>Where the bridge begins; the entry where there is none.</summary>
    public required long BridgeTick { get; init; }

    public required SharedCue Shared { get; init; }

    /// <summary>Bars lie between leaving the old scene and entering the new one.</summary>
    public bool HasWay => EntryTick > SyncTick;

    public int EntryBar => SyncBar + RampBars + Transition.BridgeBars;

    /// <summary>What a bar of the old scene has to do with this change.</summary>
    /// <param name="tick">Where the bar begins.</param>
    /// <param name="barTicks">Its length.</param>
    /// <param name="next">Key of the scene entered.</param>
    public Departure DepartureAt(long tick, int barTicks, Key next)
    {
        bool bridge = Transition.BridgeBars > 0 && tick == BridgeTick;
        bool fill = Transition.Fill && tick + barTicks == BridgeTick;
        return bridge || fill
            ? new Departure(bridge ? BarRole.Bridge : BarRole.Fill, next, Transition.Riser)
            : Departure.None;
    }
}
