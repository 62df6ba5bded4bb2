using SessionService.Music.Theory;

namespace SessionService.Music.Styles;

/// <summary>
/// Chord colours from plain to rich. Tension climbs the ladder; a rung that would leave the key is skipped downwards.
/// </summary>
/// <param name="Major">For major chords with a major seventh in the key.</param>
/// <param name="Dominant">For major chords with a minor seventh.</param>
/// <param name="Minor">For minor chords.</param>
/// <param name="Diminished">For diminished chords.</param>
public sealed record ColourLadders(
    IReadOnlyList<ChordQuality> Major, IReadOnlyList<ChordQuality> Dominant,
    IReadOnlyList<ChordQuality> Minor, IReadOnlyList<ChordQuality> Diminished);

/// <summary>A chord that high tension may put in the place of another.</summary>
/// <param name="From">The chord of the line.</param>
/// <param name="To">What comes instead.</param>
public sealed record Substitution(RomanNumeral From, RomanNumeral To)
{
    /// <summary>Reads a pair such as <c>IV &gt; iv</c>.</summary>
    /// <param name="text">Two numerals.</param>
    public static Substitution Read(string text)
    {
        string[] parts = text.Split('>', StringSplitOptions.TrimEntries);
        return new Substitution(RomanNumeral.Parse(parts[0]), RomanNumeral.Parse(parts[1]));
    }
}

/// <summary>How freely a style leaves its lines and its key.</summary>
/// <param name="SecondaryDominants">Share of chords that full tension prepares with their own dominant, 0..1.</param>
/// <param name="Deceptive">Share of periods that close on the sixth degree in place of the tonic where they may, 0..1.</param>
/// <param name="Modulation">Share of contrasting periods that stand in a neighbouring key, 0..1.</param>
public readonly record struct HarmonicFreedom(double SecondaryDominants, double Deceptive, double Modulation);
