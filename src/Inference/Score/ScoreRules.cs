using SessionService.Inference.Packages;

namespace SessionService.Inference.Score;

/// <summary>The rules by which tokens are chosen from scores.</summary>
public sealed record ScoreRules
{
    /// <summary>Above 0; 1 leaves the model's own odds.</summary>
    public double Temperature { get; init; } = 0.95;

    /// <summary>Share of the probability drawn from, above 0 to 1.</summary>
    public double TopP { get; init; } = 0.95;

    /// <summary>How often a note on a strong beat is held to the chord, 0 to 1.</summary>
    public double StrongBeatChordShare { get; init; } = 0.9;

    /// <summary>Largest leap of the melody in semitones.</summary>
    public int MelodyLeapSemitones { get; init; } = 9;

    /// <summary>Off the score of the melody's latest pitch; 0 leaves it.</summary>
    public double MelodyRepeatPenalty { get; init; } = 0.9;

    /// <summary>Most successive notes that may agree with a training melody; 0 sets no limit.</summary>
    public int LongestTrainingMatchNotes { get; init; } = 11;

    /// <summary>
    /// Whether notes begin on sixteenths only, as all that rules write does; else on triplet eighths too, as the model has learned.
    /// </summary>
    public bool SixteenthsOnly { get; init; }

    /// <summary>Whether a note on a strong beat keeps from a semitone, its octaves or its inversion with bass and melody.</summary>
    public bool KeepsFromClashes { get; init; }

    /// <summary>Whether the melody keeps from parallel fifths and octaves with the bass, from one strong beat to the next.</summary>
    public bool KeepsFromParallels { get; init; } = true;

    /// <summary>How often the bass takes the root where a chord begins, 0 to 1.</summary>
    public double BassRootShare { get; init; }

    /// <summary>Whether pitches are kept to the tones of the role's bounds and those of the chord.</summary>
    public bool KeepsToScale { get; init; }

    /// <summary>The defaults of a package.</summary>
    public static ScoreRules Of(SampleDefaults sample) => new()
    {
        Temperature = sample.Temperature, TopP = sample.TopP, StrongBeatChordShare = sample.StrongBeatChordShare,
        MelodyLeapSemitones = sample.MelodyLeapSemitones, MelodyRepeatPenalty = sample.MelodyRepeatPenalty,
        LongestTrainingMatchNotes = sample.LongestTrainingMatchNotes,
    };
}
