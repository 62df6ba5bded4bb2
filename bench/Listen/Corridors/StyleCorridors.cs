namespace SessionService.Listen.Corridors;

/// <summary>Kinds of music whose corridors differ.</summary>
public enum Family
{
    /// <summary>Drums and bass in front.</summary>
    Beat,

    /// <summary>A small ensemble of acoustic or electric instruments.</summary>
    Ensemble,

    /// <summary>Strings, winds, low drums.</summary>
    Orchestra,

    /// <summary>Pads and textures.</summary>
    Atmosphere,
}

/// <summary>What is expected of a style; the sources stand in <c>docs/listening.md</c>.</summary>
/// <param name="Family">Its kind.</param>
/// <param name="HasBeat">Whether a listener can tap along where drums play.</param>
/// <param name="LeastInKey">Least share of notes in the scene's scale: less where blue notes and borrowed chords belong to the style.</param>
/// <param name="LeastKeyScore">Least score of the key heard: 0 where the style dwells on dominants and withholds the tonic.</param>
public sealed record StyleCorridors(Family Family, bool HasBeat, double LeastInKey, double LeastKeyScore = 0.2)
{
    private static readonly Dictionary<string, StyleCorridors> Known = new(StringComparer.Ordinal)
    {
        ["ambient"] = new(Family.Atmosphere, false, 0.9),
        ["meditation"] = new(Family.Atmosphere, false, 0.95),
        ["cinematic"] = new(Family.Orchestra, true, 0.85),
        ["orchestral-tension"] = new(Family.Orchestra, false, 0.75, LeastKeyScore: 0),
        ["lo-fi"] = new(Family.Beat, true, 0.8),
        ["synthwave"] = new(Family.Beat, true, 0.85),
        ["chiptune"] = new(Family.Beat, true, 0.85),
        ["house"] = new(Family.Beat, true, 0.85),
        ["drum-and-bass"] = new(Family.Beat, true, 0.85),
        ["funk"] = new(Family.Beat, true, 0.75),
        ["lounge-jazz"] = new(Family.Ensemble, true, 0.75),
        ["folk-acoustic"] = new(Family.Ensemble, true, 0.9),
    };

    // Octave levels about which popular recordings lie, dB against 125 Hz: −5 dB an octave per hertz is −2 dB from octave
    // to octave between 100 Hz and 4 kHz; less below 60 Hz, steeper above (Pestana et al. 2013).
    private static readonly double[] Line = [-10, -2, 0, -2, -4, -6, -8, -10, -15, -23];

    /// <summary>Middles of the octaves, hertz.</summary>
    public static IReadOnlyList<double> Octaves { get; } = [31.5, 63, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000];

    /// <summary>Those of a style; of one that is not known, wide ones without a beat.</summary>
    /// <param name="style">Its name.</param>
    public static StyleCorridors Of(string style) =>
        Known.GetValueOrDefault(style) ?? new StyleCorridors(Family.Ensemble, false, 0.75);

    /// <summary>Fall of the power per hertz from 100 Hz to 4 kHz, dB per octave.</summary>
    public Corridor Slope => Family switch
    {
        Family.Beat => new(-8, -2.5),
        Family.Ensemble => new(-9, -2.5),
        Family.Orchestra => new(-9.5, -3),
        _ => new(-11, -3),
    };

    /// <summary>Level of an octave against the whole, dB.</summary>
    /// <param name="octave">Index into <see cref="Octaves"/>.</param>
    public Corridor Octave(int octave)
    {
        double whole = 10 * Math.Log10(Line.Sum(level => Math.Pow(10, level / 10)));
        double middle = Line[octave] - whole;
        (double down, double up) = Room(octave);
        return new Corridor(middle - down, Math.Min(0, middle + up));
    }

    // How far a single piece lies from the line: about 8 dB either way in the middle, more at the ends; fewer
    // percussion, less above (Elowsson and Friberg 2017).
    private (double Down, double Up) Room(int octave) => Family switch
    {
        Family.Beat => (octave switch { 0 => 24, 1 => 10, 8 => 12, 9 => 20, _ => 9 }, 8),
        Family.Ensemble => (octave switch { 0 => 40, 1 => 18, 2 => 11, 7 => 12, 8 => 16, 9 => 26, _ => 9 }, 9),
        Family.Orchestra => (octave switch { 0 => 35, 1 => 14, 6 => 12, 7 => 16, 8 => 20, 9 => 30, _ => 9 }, 9),
        _ => (octave switch { 0 => 40, 1 => 18, 2 => 12, 5 => 12, 6 => 16, 7 => 21, 8 => 26, 9 => 40, _ => 9 }, 10),
    };
}
