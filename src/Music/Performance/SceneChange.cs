using SessionService.Music.Adaptation;
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

    /// <summary>Tempo at the entry where a bridge leads to it.</summary>
    public required Tempo EntryTempo { get; init; }

    public required SharedCue Shared { get; init; }

    public bool HasBridge => Transition.BridgeBars > 0;

    public int EntryBar => SyncBar + Transition.BridgeBars;
}
