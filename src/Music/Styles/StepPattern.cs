namespace SessionService.Music.Styles;

/// <summary>
/// Sixteen sixteenths of a 4/4 bar as text, blanks ignored; other metres show parts of it. A pattern written for another
/// metre has that metre's sixteenths: 12 for 3/4 and 6/8, 14 for 7/8, 20 for 5/4. What a character means is
/// the reader's business; everywhere <c>.</c> is silence, a capital is a note that belongs to the pattern's core, a
/// small letter one that comes with density.
/// </summary>
public sealed class StepPattern
{
    private readonly string cells;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">16, 12, 14 or 20 characters and any blanks.</param>
    public StepPattern(string text)
    {
        cells = text.Replace(" ", "", StringComparison.Ordinal);
        if (cells.Length is not (Common or 12 or 14 or 20))
        {
            throw new ArgumentException($"'{text}' has {cells.Length} steps, not 16 (or 12, 14, 20 for another metre).", nameof(text));
        }
    }

    /// <summary>Steps of a pattern of 4/4, which every metre can show.</summary>
    public const int Common = 16;

    /// <summary>How many sixteenths it has.</summary>
    public int Length => cells.Length;

    /// <summary>The character of a cell; silence for a negative one.</summary>
    /// <param name="cell">0..15, or negative.</param>
    public char this[int cell] => cell < 0 ? '.' : cells[cell];

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">Sixteen characters and any blanks.</param>
    public static implicit operator StepPattern(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => cells;
}
