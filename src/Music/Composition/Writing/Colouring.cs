using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>Gives a chord of a line its sevenths, ninths and suspensions.</summary>
internal static class Colouring
{
    /// <summary>The richest quality up to a rung that stays in the key.</summary>
    public static ChordQuality Colour(RomanNumeral numeral, Key key, ColourLadders ladders, int rung)
    {
        int root = PitchClass.Of(key.Tonic + numeral.Semitones);
        int scale = Scale.Of(key).Mask;
        if (!numeral.IsOpen)
        {
            return numeral.Quality == ChordQuality.Dominant7 && rung >= 2 ? Enrich(root, scale) : numeral.Quality;
        }

        int triad = PitchClass.Transpose(numeral.Quality.Mask(), root);

        // A borrowed chord brings the scale it is borrowed from.
        int allowed = (triad & ~scale) == 0 ? scale : triad | Scale.Of(new Key(key.Tonic, SameTonic(key.Mode))).Mask;
        IReadOnlyList<ChordQuality> ladder = LadderOf(numeral, root, scale, ladders);
        for (int i = Math.Min(rung, ladder.Count - 1); i >= 0; i--)
        {
            if ((PitchClass.Transpose(ladder[i].Mask(), root) & ~allowed) == 0)
            {
                return ladder[i];
            }
        }

        return numeral.Quality;
    }

    private static Mode SameTonic(Mode mode) => mode.IsMinor() ? Mode.Major : Mode.Minor;

    private static ChordQuality Enrich(int root, int scale) =>
        PitchClass.In(scale, root + 1) ? ChordQuality.Dominant7Flat9
        : PitchClass.In(scale, root + 2) ? ChordQuality.Dominant9 : ChordQuality.Dominant7;

    private static IReadOnlyList<ChordQuality> LadderOf(RomanNumeral numeral, int root, int scale, ColourLadders ladders) =>
        numeral.Quality switch
        {
            ChordQuality.Minor => ladders.Minor,
            ChordQuality.Diminished => ladders.Diminished,
            ChordQuality.Augmented => [],
            _ => PitchClass.In(scale, root + 10) && !PitchClass.In(scale, root + 11) ? ladders.Dominant : ladders.Major,
        };
}
