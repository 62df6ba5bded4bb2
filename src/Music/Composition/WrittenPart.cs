using SessionService.Music.Score;

namespace SessionService.Music.Composition;

/// <summary>
/// What one layer plays in one bar, written ahead by something else than the rules. It is played only where the bar turns out
/// to be the one it was written for; the rules write the layer otherwise.
/// </summary>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Bar">Index of the bar of the session, from 0.</param>
/// <param name="Outline"><see cref="BarOutline"/> of the bar it was written for.</param>
/// <param name="Writer">Who wrote it: name and version of a model, such as <c>score-preview 0.2.0</c>.</param>
/// <param name="Seed">The seed it was drawn with.</param>
/// <param name="Notes">In order of tick, then pitch; each carries <paramref name="Layer"/>.</param>
public sealed record WrittenPart(
    int Layer, int Bar, ulong Outline, string Writer, ulong Seed, IReadOnlyList<Note> Notes)
{
    /// <summary>The layer's sound, for one that is not played but decoded; then there are no notes. Null for notes.</summary>
    public WrittenSound? Sound { get; init; }
}
