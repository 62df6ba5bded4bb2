namespace SessionService.Music.Composition.Writing;

/// <summary>A place where a pattern may sound.</summary>
/// <param name="Step">Its sixteenth.</param>
/// <param name="Kind">The pattern's character.</param>
/// <param name="Sounds">Density reaches its threshold.</param>
/// <param name="Threshold">Density from which on it sounds, where its writer tells it.</param>
internal readonly record struct Stroke(int Step, char Kind, bool Sounds, double Threshold = 0);

/// <summary>
/// The candidates of a part in a bar. Every candidate has a threshold that depends on all but density, and sounds where
/// density reaches it: more density never takes a note away.
/// </summary>
internal sealed class Strokes
{
    private readonly Stroke[] items = new Stroke[256];

    public int Count { get; private set; }

    public Stroke this[int index] => items[index];

    public void Clear() => Count = 0;

    public void Add(int step, char kind, bool sounds, double threshold = 0) =>
        items[Count++] = new Stroke(step, kind, sounds, threshold);

    /// <summary>Step of the next candidate that sounds after an index, or the given end.</summary>
    public int NextSounding(int index, int end)
    {
        for (int i = index + 1; i < Count; i++)
        {
            if (items[i].Sounds && items[i].Step > items[index].Step)
            {
                return items[i].Step;
            }
        }

        return end;
    }

    /// <summary>Threshold of a drum or rhythm character: core first, ornaments last.</summary>
    public static double Threshold(char kind) => kind switch
    {
        'X' or 'R' or 'T' or 'H' or 'F' => 0.02,
        'x' or 'r' => 0.3,
        'w' => 0.2,
        '5' or 'a' => 0.42,
        'o' or '3' or '7' => 0.5,
        '?' or '8' => 0.55,
        'g' => 0.68,
        _ => 0.4,
    };

    /// <summary>Weight of a character for velocity, 0..1.</summary>
    public static double Weight(char kind) => kind switch
    {
        'X' or 'R' or 'T' or 'H' or 'F' => 1,
        'x' or 'r' => 0.72,
        'o' => 0.42,
        'g' => 0.05,
        '?' => 0.5,
        _ => 0.65,
    };
}
