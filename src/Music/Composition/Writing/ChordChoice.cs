using SessionService.Music.Random;
using SessionService.Music.Styles;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// The chords of a line as they are played: coloured and exchanged as tension asks, prepared by their own dominants,
/// the last one now and then deceptive. What a chord is depends on its unit alone, not on the bars before.
/// </summary>
internal static class ChordChoice
{
    private static readonly RomanNumeral Sixth = RomanNumeral.Parse("vi");
    private static readonly RomanNumeral FlatSixth = RomanNumeral.Parse("bVI");

    /// <summary>How many chords a bar of a unit has.</summary>
    public static int Count(BarPlan bar, int unit, int index)
    {
        int written = HarmonyLines.Of(bar, unit)[index].Length;
        return bar.Grid.HalfStep == 0 ? 1 : written == 1 && Prepared(bar, unit, index) is not null ? 2 : written;
    }

    /// <summary>Whether the first chord of a bar goes on from the bar before.</summary>
    public static bool IsHeld(BarPlan bar, int unit, int index, int place) =>
        place == 0 && HarmonyLines.Of(bar, unit)[index][0].IsHeld;

    /// <summary>A chord of a unit.</summary>
    /// <param name="bar">The bar.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="index">Its bar, 0..3.</param>
    /// <param name="place">Which chord of that bar, 0 or 1.</param>
    public static Chord At(BarPlan bar, int unit, int index, int place)
    {
        ReadOnlySpan<LineChord> written = HarmonyLines.Of(bar, unit)[index];
        if (place >= written.Length)
        {
            return Prepared(bar, unit, index) ?? throw new InvalidOperationException("The bar has no second chord.");
        }

        bool last = index == 3 && place == written.Length - 1;
        RomanNumeral numeral = last && Deceives(bar, unit) ? Deceptive(bar) : written[place].Numeral;
        bool isFixed = (index == 0 && place == 0) || index == 3;
        return Resolve(bar, numeral, unit, (index * 2) + place, isFixed);
    }

    // The chord that leads into the next bar from its second half: the way home after a period in another key, or the
    // dominant of the chord that follows.
    private static Chord? Prepared(BarPlan bar, int unit, int index)
    {
        if (index == 3)
        {
            Key next = HarmonyLines.KeyOf(bar, unit + 1);
            bool returns = unit % 8 == 7 && HarmonyLines.KeyOf(bar, unit) != next;
            return returns ? new Chord(Spelling.TonicFifths(next) + 1, ChordQuality.Dominant7) : null;
        }

        HarmonyLine line = HarmonyLines.Of(bar, unit);
        RomanNumeral now = line[index][^1].Numeral;
        LineChord target = line[index + 1][0];
        ReadOnlySpan<byte> tones = target.Numeral.Quality.Tones();
        bool fits = line[index].Length == 1 && !target.IsHeld && target.Numeral.BassMember == 0 && target.Numeral.Semitones != 0
            && tones[1] is 3 or 4 && tones[2] == 7
            && PitchClass.Of(now.Semitones - target.Numeral.Semitones) is not (0 or 7);
        double chance = bar.Idiom.Freedom.SecondaryDominants * Math.Max(0, (bar.Tension - 0.25) / 0.75);
        if (!fits || bar.UnitDraws(Use.Applied, index == 0 ? Words(bar, unit) : unit).ValueAt(index) >= chance)
        {
            return null;
        }

        bool dark = tones[1] == 3 && bar.Tension > 0.7;
        return new Chord(
            Spelling.TonicFifths(HarmonyLines.KeyOf(bar, unit)) + target.Numeral.Fifths + 1,
            dark ? ChordQuality.Dominant7Flat9 : ChordQuality.Dominant7);
    }

    // The second period may close on the sixth degree: the ear expects more, and gets it.
    private static bool Deceives(BarPlan bar, int unit) =>
        unit % 8 == 3
        && bar.Context.Key.Mode.Parent() is Mode.Major or Mode.Minor or Mode.HarmonicMinor
        && HarmonyLines.Of(bar, unit)[2][^1].Numeral.Semitones == 7
        && bar.UnitDraws(Use.Applied, unit).ValueAt(8) < bar.Idiom.Freedom.Deceptive;

    private static RomanNumeral Deceptive(BarPlan bar) => bar.Context.Key.Mode.IsMinor() ? FlatSixth : Sixth;

    private static Chord Resolve(BarPlan bar, RomanNumeral numeral, int unit, int index, bool isFixed)
    {
        CounterRandom draws = bar.UnitDraws(Use.Colour, index < 4 ? Words(bar, unit) : unit);
        Key key = HarmonyLines.KeyOf(bar, unit);

        // Borrowed chords are tense, and most of them dark.
        double strange = bar.Tension + ((0.5 - Math.Clamp(bar.Context.Valence, 0, 1)) * 0.6);
        if (!isFixed && strange > 0.5 + (0.5 * draws.ValueAt(index)))
        {
            numeral = Substitute(bar.Idiom, numeral);
        }

        (double calm, double tense) = bar.Idiom.ColourRungs;
        double rung = BarPlan.Mix(calm, tense, bar.Tension) + ((draws.ValueAt(index + 16) - 0.5) * 0.9);
        return numeral.In(key, Colouring.Colour(numeral, key, bar.Idiom.Colours, (int)Math.Floor(rung)));
    }

    // The first half of a parallel unit is coloured as the unit it repeats.
    private static int Words(BarPlan bar, int unit) => HarmonyLines.IsParallel(bar, unit) ? unit - 1 : unit;

    private static RomanNumeral Substitute(Idiom idiom, RomanNumeral numeral)
    {
        for (int i = 0; i < idiom.Substitutions.Count; i++)
        {
            if (idiom.Substitutions[i].From == numeral)
            {
                return idiom.Substitutions[i].To;
            }
        }

        return numeral;
    }
}
