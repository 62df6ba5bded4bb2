using SessionService.Music.Score;

namespace SessionService.Music.Composition;

/// <summary>A bar with what it was written from and what was written; a copy that stays as it is.</summary>
/// <param name="Context">Everything the bar depended on.</param>
/// <param name="Chords">Its harmony, in order of tick.</param>
/// <param name="Notes">Its notes, in order of tick, layer, pitch; those of all layers.</param>
public sealed record ComposedBar(BarContext Context, IReadOnlyList<ChordSpan> Chords, IReadOnlyList<Note> Notes);
