using SessionService.Music.Performance;

namespace SessionService.Music.Adaptation;

/// <summary>How one scene follows another.</summary>
/// <param name="From">Scene that is left; null for any.</param>
/// <param name="To">Scene that is entered; null for any.</param>
/// <param name="Sync">Where the scene is left.</param>
/// <param name="FadeMs">Length of the cross-fade that begins where the new scene does, milliseconds.</param>
/// <param name="Fill">Whether drums lead to the change.</param>
/// <param name="BridgeBars">Bars between the two scenes that lead from one to the other, 0 or 1.</param>
public sealed record TransitionDefinition(
    string? From, string? To, SyncPoint Sync, int FadeMs, bool Fill, int BridgeBars)
{
    /// <summary>Fade of a bare cut: long enough not to click, milliseconds.</summary>
    public const int CutFadeMs = 10;

    /// <summary>
    /// Last bars of the old scene in which its tempo moves to the new scene's, 0 to <see cref="Limits.RampBars"/>; they begin
    /// at the sync point and fall away where the tempi are the same.
    /// </summary>
    public int RampBars { get; init; }

    /// <summary>Whether atmosphere rises towards the change in the last bar.</summary>
    public bool Riser { get; init; } = true;

    /// <summary>What holds where the map says nothing: at the bar line, 400 ms, a fill and a riser, no bridge.</summary>
    public static TransitionDefinition Default { get; } = new(null, null, SyncPoint.Bar, 400, true, 0);

    /// <summary>A bare cut: nothing prepares it and nothing is left of the old scene.</summary>
    /// <param name="from">Scene that is left; null for any.</param>
    /// <param name="to">Scene that is entered; null for any.</param>
    /// <param name="sync">Where the scene is left.</param>
    public static TransitionDefinition Cut(string? from, string? to, SyncPoint sync) =>
        new(from, to, sync, CutFadeMs, false, 0) { Riser = false };
}
