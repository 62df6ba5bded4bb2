using SessionService.Music;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;

namespace SessionService.Sessions.Writing;

/// <summary>Remembers the latest bars as they were written, for those who write on; passes everything on to another observer.</summary>
internal sealed class BarMemory(IBarObserver? next) : IBarObserver
{
    private readonly List<ComposedBar> bars = new(Limits.BarsOfHistory);

    /// <summary>Whether it remembers; each bar costs memory then.</summary>
    public bool On { get; set; }

    /// <summary>A copy of the latest bars, oldest first.</summary>
    public IReadOnlyList<ComposedBar> Latest() => [.. bars];

    /// <summary>Forgets them: what follows has nothing to do with them.</summary>
    public void Clear() => bars.Clear();

    /// <inheritdoc/>
    public void OnBar(BarPlan plan, BarScore score)
    {
        if (On)
        {
            if (bars.Count == Limits.BarsOfHistory)
            {
                bars.RemoveAt(0);
            }

            bars.Add(new ComposedBar(plan.Context with { Written = [] }, [.. score.Chords], [.. score.Notes]));
        }

        next?.OnBar(plan, score);
    }

    /// <inheritdoc/>
    public void OnCut(long tick, string scene) => next?.OnCut(tick, scene);

    /// <inheritdoc/>
    public void OnNotes(int layer, long tick, int fromTick, IReadOnlyList<Note> notes, bool replaces) =>
        next?.OnNotes(layer, tick, fromTick, notes, replaces);
}
