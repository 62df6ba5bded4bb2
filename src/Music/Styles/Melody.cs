namespace SessionService.Music.Styles;

/// <summary>Which notes of the scale a melody uses between chord tones.</summary>
public enum Palette
{
    /// <summary>All seven.</summary>
    Scale,

    /// <summary>Five: without those a semitone from another.</summary>
    Pentatonic,

    /// <summary>The blues scale: minor pentatonic and the diminished fifth, in major as in minor.</summary>
    Blues,
}

/// <summary>How melodies are made.</summary>
/// <param name="Rhythms">Rhythms of motifs: <c>X</c> core, <c>x</c> and <c>o</c> with density.</param>
/// <param name="Answers">Rhythms of answers and fragments, kept off the downbeat.</param>
/// <param name="LeapChance">Chance of a leap in place of a step.</param>
/// <param name="Rest">Chance that a bar of the phrase rests.</param>
/// <param name="Gate">Share of the way to the next note that sounds.</param>
/// <param name="LongestSteps">Longest note in sixteenths.</param>
/// <param name="Palette">Notes between chord tones, in modes of seven notes.</param>
public sealed record LeadIdiom(
    IReadOnlyList<StepPattern> Rhythms, IReadOnlyList<StepPattern> Answers, double LeapChance, double Rest, double Gate,
    int LongestSteps, Palette Palette = Palette.Scale);

/// <summary>How a counter-melody goes beside the lead.</summary>
/// <param name="Slow">
/// Rhythms under a lead that moves: <c>X</c> core, <c>x</c> and <c>o</c> with density; few notes, held.
/// </param>
/// <param name="Busy">Rhythms where the lead rests or holds.</param>
/// <param name="Gate">Share of the way to the next note that sounds.</param>
/// <param name="LongestSteps">Longest note in sixteenths.</param>
public sealed record CounterIdiom(
    IReadOnlyList<StepPattern> Slow, IReadOnlyList<StepPattern> Busy, double Gate, int LongestSteps);
