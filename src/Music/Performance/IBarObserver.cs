using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Music.Performance;

/// <summary>A bar when it is planned, at its first sample.</summary>
/// <param name="Bar">Index of the bar, from 0.</param>
/// <param name="Tick">Tick of its start.</param>
/// <param name="Sample">Sample of its start.</param>
/// <param name="Ticks">Length in ticks as planned; a scene change may cut it short.</param>
/// <param name="Context">What it was written with.</param>
public sealed record BarPlan(int Bar, long Tick, long Sample, int Ticks, BarContext Context);

/// <summary>Told of all music as it is written, for export.</summary>
public interface IBarObserver
{
    /// <summary>A bar was written; its notes play unless a scene change cuts them off.</summary>
    /// <param name="plan">The bar.</param>
    /// <param name="score">Its notes; reused after the call.</param>
    void OnBar(BarPlan plan, BarScore score);

    /// <summary>A new scene begins, and nothing written before plays from here on.</summary>
    /// <param name="tick">Tick of its start.</param>
    /// <param name="scene">Its name.</param>
    void OnCut(long tick, string scene);

    /// <summary>Notes beside the bars: a stinger, or a fill that takes the place of what a layer had.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="tick">Tick the notes count from.</param>
    /// <param name="fromTick">Ticks after <paramref name="tick"/> from which on they apply.</param>
    /// <param name="notes">The notes; reused after the call.</param>
    /// <param name="replaces">Whether they take the place of the layer's notes to the bar's end (a fill) or join them (a stinger).</param>
    void OnNotes(int layer, long tick, int fromTick, IReadOnlyList<Note> notes, bool replaces);
}
