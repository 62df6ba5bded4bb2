using SessionService.Music.Theory;

namespace SessionService.Music.Styles;

/// <summary>One chord of a line.</summary>
/// <param name="Numeral">The chord.</param>
/// <param name="IsHeld">It goes on from the bar before.</param>
public readonly record struct LineChord(RomanNumeral Numeral, bool IsHeld);

/// <summary>Four bars of harmony with one or two chords each.</summary>
public sealed class HarmonyLine
{
    private readonly LineChord[][] bars;

    /// <summary>Reads a line such as <c>I | vi | ii V | %</c>; <c>%</c> holds the chord before.</summary>
    /// <param name="text">Four bars.</param>
    public HarmonyLine(string text)
    {
        Text = text;
        string[] parts = text.Split('|', StringSplitOptions.TrimEntries);
        if (parts.Length != Bars)
        {
            throw new FormatException($"'{text}' has {parts.Length} bars, not {Bars}.");
        }

        bars = new LineChord[Bars][];
        RomanNumeral last = default;
        for (int bar = 0; bar < Bars; bar++)
        {
            bars[bar] = parts[bar] is "%"
                ? [new LineChord(last, true)]
                : [.. parts[bar].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(n => new LineChord(RomanNumeral.Parse(n), false))];
            last = bars[bar][^1].Numeral;
        }

        Light = Lightness();
    }

    // The first half of one line and the second of another.
    private HarmonyLine(HarmonyLine open, HarmonyLine closed)
    {
        Text = $"{open.Text} / {closed.Text}";
        bars = [open.bars[0], open.bars[1], closed.bars[2], closed.bars[3]];
        if (bars[2][0] is { IsHeld: true, Numeral: var held } && held != bars[1][^1].Numeral)
        {
            bars[2] = [new LineChord(held, false)];
        }

        Light = closed.Light;
    }

    /// <summary>A line that begins as one does and ends as another.</summary>
    /// <param name="open">Its first two bars.</param>
    /// <param name="closed">Its last two bars.</param>
    public static HarmonyLine Join(HarmonyLine open, HarmonyLine closed) => new(open, closed);

    /// <summary>Bars of a line.</summary>
    public const int Bars = 4;

    /// <summary>The text it was read from.</summary>
    public string Text { get; }

    /// <summary>How bright it is among the lines it stands with: -1 the darkest, 1 the brightest.</summary>
    public double Light { get; internal set; }

    /// <summary>The chords of a bar.</summary>
    /// <param name="bar">0..3.</param>
    public ReadOnlySpan<LineChord> this[int bar] => bars[bar];

    // Major chords and sharp degrees are light, minor chords and flat degrees dark.
    private double Lightness()
    {
        double sum = 0;
        int count = 0;
        foreach (LineChord chord in bars.SelectMany(bar => bar))
        {
            sum += chord.Numeral.Quality.Tones()[1] >= 4 ? 0.6 : -0.6;
            sum += Math.Clamp(chord.Numeral.Fifths, -5, 5) * 0.08;
            count++;
        }

        return sum / count;
    }
}

/// <summary>The lines a style knows in a mode: open ones end away from the tonic, closed ones on it.</summary>
/// <param name="Open">First halves of eight-bar periods, at least two.</param>
/// <param name="Closed">Second halves, at least two.</param>
public sealed record Progressions(IReadOnlyList<HarmonyLine> Open, IReadOnlyList<HarmonyLine> Closed)
{
    private readonly HarmonyLine[] parallel =
        [.. Open.SelectMany(open => Closed.Select(closed => HarmonyLine.Join(open, closed)))];

    /// <summary>The second half of a period that begins as its first half did.</summary>
    /// <param name="open">Index of the first half.</param>
    /// <param name="closed">Index of the second half whose close it takes.</param>
    public HarmonyLine Parallel(int open, int closed) => parallel[(open * Closed.Count) + closed];

    /// <summary>Reads both lists.</summary>
    /// <param name="open">Open lines.</param>
    /// <param name="closed">Closed lines.</param>
    public static Progressions Read(string[] open, string[] closed) =>
        new(ReadLines(open), ReadLines(closed));

    private static HarmonyLine[] ReadLines(string[] texts)
    {
        HarmonyLine[] lines = [.. texts.Select(text => new HarmonyLine(text))];
        double darkest = lines.Min(line => line.Light);
        double span = Math.Max(1e-9, lines.Max(line => line.Light) - darkest);
        foreach (HarmonyLine line in lines)
        {
            line.Light = (2 * (line.Light - darkest) / span) - 1;
        }

        return lines;
    }
}
