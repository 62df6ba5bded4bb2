namespace SessionService.Music.Styles;

/// <summary>
/// Sixteen sixteenths of a 4/4 bar as text, blanks ignored; other metres show parts of it. What a character means is
/// the reader's business; everywhere <c>.</c> is silence, a capital is a note that belongs to the pattern's core, a
/// small letter one that comes with density.
/// </summary>
public sealed class StepPattern
{
    private readonly string cells;

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">Sixteen characters and any blanks.</param>
    public StepPattern(string text)
    {
        cells = text.Replace(" ", "", StringComparison.Ordinal);
        if (cells.Length != 16)
        {
            throw new ArgumentException($"'{text}' has {cells.Length} steps, not 16.", nameof(text));
        }
    }

    /// <summary>The character of a cell; silence for a negative one.</summary>
    /// <param name="cell">0..15, or negative.</param>
    public char this[int cell] => cell < 0 ? '.' : cells[cell];

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">Sixteen characters and any blanks.</param>
    public static implicit operator StepPattern(string text) => new(text);

    /// <inheritdoc/>
    public override string ToString() => cells;
}
