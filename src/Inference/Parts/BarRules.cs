using SessionService.Inference.Score;
using SessionService.Music.Composition;

namespace SessionService.Inference.Parts;

/// <summary>How tokens are chosen in a bar: the package's own rules, the host's, and what the scene's tension makes of them.</summary>
internal static class BarRules
{
    // From here on tones foreign to the scale may come, as the rules' own chords then leave it too.
    private const double Chromatic = 0.85;

    /// <summary>The rules of a bar.</summary>
    /// <param name="rules">The package's.</param>
    /// <param name="options">The host's.</param>
    /// <param name="context">The bar.</param>
    public static ScoreRules Of(ScoreRules rules, ScoreWriterOptions options, BarContext context)
    {
        double tension = double.IsNaN(context.Controls.Tension) ? 0 : Math.Clamp(context.Controls.Tension, 0, 1);
        return rules with
        {
            SixteenthsOnly = true, KeepsFromClashes = true, BassRootShare = options.BassRootShare, KeepsToScale = tension < Chromatic,
            Temperature = rules.Temperature * (0.85 + (0.3 * tension)),
            StrongBeatChordShare = Math.Clamp(rules.StrongBeatChordShare + (0.1 * (1 - (2 * tension))), 0, 1),
            MelodyRepeatPenalty = rules.MelodyRepeatPenalty + options.MelodyRepeatPenalty,
        };
    }
}
