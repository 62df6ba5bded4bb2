using SessionService.Music.Score;

namespace SessionService.Music.Composition;

/// <summary>
/// Writes bars. Implementations are pure: the same context gives the same notes in any order of calls, and one
/// instance may be shared by threads.
/// </summary>
public interface IComposer
{
    /// <summary>Writes one bar.</summary>
    /// <param name="context">Everything the bar may depend on.</param>
    /// <param name="score">Cleared, then filled; notes in order of tick, layer, pitch.</param>
    void Compose(BarContext context, BarScore score);

    /// <summary>
    /// Writes what a drum or texture layer plays from <paramref name="fromTick"/> to the end of the bar when a scene change
    /// is decided after the bar was written: the fill that leads to the next bar line, or the riser.
    /// </summary>
    /// <param name="context">The context the bar was written with.</param>
    /// <param name="layer">Index of the drum or texture layer.</param>
    /// <param name="fromTick">First tick of the fill from the start of the bar, on a beat.</param>
    /// <param name="notes">Cleared, then filled with notes at or after <paramref name="fromTick"/>.</param>
    void ComposeFill(BarContext context, int layer, int fromTick, List<Note> notes);

    /// <summary>Writes a stinger.</summary>
    /// <param name="context">What it depends on.</param>
    /// <param name="notes">Cleared, then filled; ticks count from the stinger's start, layer is 0.</param>
    void ComposeStinger(StingerContext context, List<Note> notes);
}
