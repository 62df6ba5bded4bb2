using SessionService.Music.Composition;

namespace SessionService.Music.Theory;

/// <summary>What a chord does in its key.</summary>
public enum HarmonicFunction
{
    /// <summary>Rest.</summary>
    Tonic,

    /// <summary>Away from rest.</summary>
    Subdominant,

    /// <summary>Back towards rest.</summary>
    Dominant,
}

/// <summary>
/// A chord relative to a tonic, as analysis writes it: <c>I</c>, <c>ii</c>, <c>bVII</c>, <c>V7</c>, <c>viio</c>,
/// <c>IV/3</c>. Accidentals alter the degrees of the major scale in every mode, so <c>bVI</c> is the sixth degree of
/// minor. Capitals have a major third. <c>/3</c>, <c>/5</c> and <c>/7</c> put a chord tone in the bass, <c>/T</c> the
/// tonic (a pedal point).
/// </summary>
/// <param name="Fifths">The root's distance from the tonic on the line of fifths.</param>
/// <param name="Quality">Triad or explicit quality.</param>
/// <param name="IsOpen">The quality is a bare triad, which a style may colour.</param>
/// <param name="BassMember">0 for the root, 3, 5 or 7 for that chord tone, 1 for the tonic.</param>
public readonly record struct RomanNumeral(int Fifths, ChordQuality Quality, bool IsOpen, int BassMember)
{
    private static readonly string[] Numerals = ["VII", "III", "VI", "IV", "II", "V", "I"];
    private static readonly int[] NumeralFifths = [5, 4, 3, -1, 2, 1, 0];

    /// <summary>Semitones of the root above the tonic, 0..11.</summary>
    public int Semitones => PitchClass.Of(Fifths * 7);

    /// <summary>What the chord does.</summary>
    public HarmonicFunction Function => Semitones switch
    {
        0 or 9 or 3 or 4 => HarmonicFunction.Tonic,
        7 or 11 or 10 or 1 => HarmonicFunction.Dominant,
        _ => HarmonicFunction.Subdominant,
    };

    /// <summary>Reads a numeral.</summary>
    /// <param name="text">Such as <c>bVImaj7/3</c>.</param>
    /// <exception cref="FormatException">It is not a numeral.</exception>
    public static RomanNumeral Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string bass = slash < 0 ? "" : text[(slash + 1)..];
        string body = slash < 0 ? text : text[..slash];
        int start = body.Length > 0 && body[0] is 'b' or '#' ? 1 : 0;
        int alteration = start == 0 ? 0 : body[0] == 'b' ? -7 : 7;
        for (int i = 0; i < Numerals.Length; i++)
        {
            if (body.AsSpan(start).StartsWith(Numerals[i], StringComparison.OrdinalIgnoreCase))
            {
                bool minor = char.IsLower(body[start]);
                string suffix = body[(start + Numerals[i].Length)..];
                (ChordQuality quality, bool open) = ReadQuality(suffix, minor, text);
                return new RomanNumeral(NumeralFifths[i] + alteration, quality, open, ReadBass(bass, text));
            }
        }

        throw new FormatException($"'{text}' is not a Roman numeral.");
    }

    /// <summary>The chord in a key with a quality.</summary>
    /// <param name="key">The key.</param>
    /// <param name="quality">The quality to give it.</param>
    public Chord In(Key key, ChordQuality quality)
    {
        ReadOnlySpan<byte> tones = quality.Tones();
        int bass = BassMember switch
        {
            0 => 0,
            1 => PitchClass.Of(-Semitones),
            3 => tones[1],
            5 => tones[2],
            _ => tones.Length > 3 && tones[3] > 8 ? tones[3] : 0,
        };
        return new Chord(Spelling.TonicFifths(key) + Fifths, quality, bass);
    }

    private static int ReadBass(string bass, string text) => bass switch
    {
        "" => 0,
        "T" => 1,
        "3" => 3,
        "5" => 5,
        "7" => 7,
        _ => throw new FormatException($"'{text}' has an unknown bass."),
    };

    private static (ChordQuality Quality, bool Open) ReadQuality(string suffix, bool minor, string text) => suffix switch
    {
        "" => (minor ? ChordQuality.Minor : ChordQuality.Major, true),
        "o" => (ChordQuality.Diminished, true),
        "+" => (ChordQuality.Augmented, true),
        "sus2" => (ChordQuality.Sus2, false),
        "sus" => (ChordQuality.Sus4, false),
        "add9" => (minor ? ChordQuality.MinorAdd9 : ChordQuality.Add9, false),
        "6" => (minor ? ChordQuality.MinorSix : ChordQuality.Six, false),
        "7" => (minor ? ChordQuality.Minor7 : ChordQuality.Dominant7, false),
        "7sus" => (ChordQuality.Dominant7Sus4, false),
        "9sus" => (ChordQuality.Dominant9Sus4, false),
        "7b9" => (ChordQuality.Dominant7Flat9, false),
        "maj7" => (minor ? ChordQuality.MinorMajor7 : ChordQuality.Major7, false),
        "9" => (minor ? ChordQuality.Minor9 : ChordQuality.Dominant9, false),
        "maj9" => (ChordQuality.Major9, false),
        "h7" => (ChordQuality.HalfDiminished7, false),
        "o7" => (ChordQuality.Diminished7, false),
        _ => throw new FormatException($"'{text}' has an unknown quality."),
    };
}
