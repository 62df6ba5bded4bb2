using SessionService.Music.Composition;

namespace SessionService.Music.Theory;

/// <summary>
/// Names of notes on the line of fifths (… E♭ B♭ F C G D A …), where every diatonic relation is a fixed distance and
/// a name follows from the key instead of a table of twelve.
/// </summary>
public static class Spelling
{
    private const string Letters = "FCGDAEB";
    private const int Lowest = -8;
    private const int Names = 21;

    // Equal strings may be made by two threads at once; either is right.
    private static readonly string?[] Symbols = new string?[Names * 12 * ChordQualities.Count];

    /// <summary>The tonic of a key on the line of fifths: the name with the fewest accidentals in the signature.</summary>
    /// <param name="key">The key.</param>
    public static int TonicFifths(Key key)
    {
        int shift = key.Mode.Parent() switch
        {
            Mode.Lydian => 1,
            Mode.Major => 0,
            Mode.Mixolydian => -1,
            Mode.Dorian => -2,
            Mode.Phrygian => -4,
            _ => -3,
        };
        int low = PitchClass.Of(key.Tonic * 7) - 12;
        int high = low + 12;
        return Math.Abs(high + shift) < Math.Abs(low + shift) ? high : low;
    }

    /// <summary>The name of a place on the line of fifths, such as <c>Eb</c>; doubly altered names are simplified.</summary>
    /// <param name="fifths">The place.</param>
    public static string Name(int fifths)
    {
        int place = Simplify(fifths) + 1;
        int accidental = place < 0 ? -1 : place / 7;
        char letter = Letters[place < 0 ? place + 7 : place % 7];
        return accidental switch { 0 => $"{letter}", 1 => $"{letter}#", _ => $"{letter}b" };
    }

    /// <summary>Lead-sheet symbol of a chord.</summary>
    /// <param name="chord">The chord.</param>
    public static string Symbol(Chord chord)
    {
        int index = ((((Simplify(chord.Fifths) - Lowest) * 12) + chord.BassInterval) * ChordQualities.Count) + (int)chord.Quality;
        return Symbols[index] ??= Write(chord);
    }

    private static string Write(Chord chord)
    {
        string symbol = Name(chord.Fifths) + chord.Quality.Suffix();
        return chord.BassInterval == 0 ? symbol : symbol + "/" + Name(Simplify(chord.Fifths) + FifthsOf(chord.BassInterval, chord.Quality));
    }

    // A chord's own tones keep their letters: the third of Ab is C, the fifth of Bdim is F.
    private static int FifthsOf(int interval, ChordQuality quality) => interval switch
    {
        1 => -5,
        2 => 2,
        3 => -3,
        4 => 4,
        5 => -1,
        6 => quality is ChordQuality.Major7Sharp11 ? 6 : -6,
        7 => 1,
        8 => quality is ChordQuality.Augmented or ChordQuality.AugmentedMajor7 ? 8 : -4,
        9 => quality is ChordQuality.Diminished7 ? -9 : 3,
        10 => -2,
        _ => 5,
    };

    private static int Simplify(int fifths)
    {
        while (fifths < Lowest)
        {
            fifths += 12;
        }

        while (fifths >= Lowest + Names)
        {
            fifths -= 12;
        }

        return fifths;
    }
}
