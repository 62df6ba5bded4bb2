using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Music.Styles;

/// <summary>
/// Chord colours from plain to rich. Tension climbs the ladder; a rung that would leave the key is skipped downwards.
/// </summary>
/// <param name="Major">For major chords with a major seventh in the key.</param>
/// <param name="Dominant">For major chords with a minor seventh.</param>
/// <param name="Minor">For minor chords.</param>
/// <param name="Diminished">For diminished chords.</param>
public sealed record ColourLadders(
    IReadOnlyList<ChordQuality> Major, IReadOnlyList<ChordQuality> Dominant,
    IReadOnlyList<ChordQuality> Minor, IReadOnlyList<ChordQuality> Diminished);

/// <summary>A chord that high tension may put in the place of another.</summary>
/// <param name="From">The chord of the line.</param>
/// <param name="To">What comes instead.</param>
public sealed record Substitution(RomanNumeral From, RomanNumeral To)
{
    /// <summary>Reads a pair such as <c>IV &gt; iv</c>.</summary>
    /// <param name="text">Two numerals.</param>
    public static Substitution Read(string text)
    {
        string[] parts = text.Split('>', StringSplitOptions.TrimEntries);
        return new Substitution(RomanNumeral.Parse(parts[0]), RomanNumeral.Parse(parts[1]));
    }
}

/// <summary>The energies at which a pattern is chosen.</summary>
/// <param name="Low">From.</param>
/// <param name="High">To, inclusive.</param>
public readonly record struct EnergyBand(double Low, double High)
{
    /// <summary>Whether it holds an energy.</summary>
    /// <param name="energy">0..1.</param>
    public bool Contains(double energy) => energy >= Low && energy <= High;
}

/// <summary>One drum of a groove or fill.</summary>
/// <param name="Key">General MIDI percussion key.</param>
/// <param name="Pattern">
/// <c>X</c> accent, <c>x</c> normal, <c>o</c> soft, <c>g</c> ghost, <c>?</c> now and then; from core to ornament.
/// </param>
/// <param name="LagTicks">How far behind the beat it is played.</param>
public sealed record DrumLane(byte Key, StepPattern Pattern, int LagTicks = 0);

/// <summary>A drum pattern.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Energies">When it is played.</param>
/// <param name="Lanes">Its drums; the first is the one the bass locks to.</param>
public sealed record Groove(string Name, EnergyBand Energies, IReadOnlyList<DrumLane> Lanes);

/// <summary>A fill; the end of its pattern is the end of the bar.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lanes">Its drums.</param>
public sealed record DrumFill(string Name, IReadOnlyList<DrumLane> Lanes);

/// <summary>A rhythm of the bass.</summary>
/// <param name="Energies">When it is played.</param>
/// <param name="Pattern">
/// <c>R</c> root, <c>r</c> root with density, <c>5</c> fifth, <c>8</c> octave, <c>3</c> third, <c>a</c> approach to the
/// chord that follows, <c>T</c> root tied over bars that hold the chord.
/// </param>
/// <param name="Gate">Share of the way to the next note that sounds.</param>
public sealed record BassLine(EnergyBand Energies, StepPattern Pattern, double Gate);

/// <summary>A rhythm of the chords.</summary>
/// <param name="Energies">When it is played.</param>
/// <param name="Pattern"><c>X</c>, <c>x</c>, <c>o</c> as for drums; <c>T</c> tied over bars that hold the chord.</param>
/// <param name="Gate">Share of the way to the next stroke that sounds.</param>
/// <param name="LongestSteps">Longest stroke in sixteenths.</param>
/// <param name="StrumTicks">Delay from voice to voice upwards.</param>
/// <param name="StaggerSteps">Sixteenths by which tied voices enter after each other.</param>
/// <param name="Sustains">The outer voices hold the chord while the inner ones play the rhythm.</param>
public sealed record Comp(
    EnergyBand Energies, StepPattern Pattern, double Gate, int LongestSteps = 64, int StrumTicks = 0, int StaggerSteps = 0,
    bool Sustains = false);

/// <summary>A broken-chord figure.</summary>
/// <param name="Energies">When it is played.</param>
/// <param name="Pattern">Its rhythm, as for drums.</param>
/// <param name="Order">Rungs of the chord, 0 the lowest, one for each eighth or sixteenth it plays on.</param>
/// <param name="RungSteps">Sixteenths for each rung: 1 or 2.</param>
/// <param name="Gate">Share of the way to the next note that sounds; above 1 they ring into each other.</param>
public sealed record ArpFigure(EnergyBand Energies, StepPattern Pattern, string Order, int RungSteps, double Gate);

/// <summary>How melodies are made.</summary>
/// <param name="Rhythms">Rhythms of motifs: <c>X</c> core, <c>x</c> and <c>o</c> with density.</param>
/// <param name="Answers">Rhythms of answers and fragments, kept off the downbeat.</param>
/// <param name="LeapChance">Chance of a leap in place of a step.</param>
/// <param name="Rest">Chance that a bar of the phrase rests.</param>
/// <param name="Gate">Share of the way to the next note that sounds.</param>
/// <param name="LongestSteps">Longest note in sixteenths.</param>
public sealed record LeadIdiom(
    IReadOnlyList<StepPattern> Rhythms, IReadOnlyList<StepPattern> Answers, double LeapChance, double Rest, double Gate, int LongestSteps);

/// <summary>How a style is written: everything the rule composer reads about it.</summary>
public sealed record Idiom
{
    /// <summary>Harmony by mode.</summary>
    public required IReadOnlyDictionary<Mode, Progressions> Harmony { get; init; }

    /// <summary>Chord colours.</summary>
    public required ColourLadders Colours { get; init; }

    /// <summary>Rung of the ladders at no tension, and at full tension.</summary>
    public required (double Calm, double Tense) ColourRungs { get; init; }

    /// <summary>Borrowed chords of high tension.</summary>
    public required IReadOnlyList<Substitution> Substitutions { get; init; }

    /// <summary>Grooves; at every energy at least one.</summary>
    public required IReadOnlyList<Groove> Grooves { get; init; }

    /// <summary>Fills.</summary>
    public required IReadOnlyList<DrumFill> Fills { get; init; }

    /// <summary>Percussion key that marks the first beat after a fill.</summary>
    public required byte Accent { get; init; }

    /// <summary>Bass lines; at every energy at least one.</summary>
    public required IReadOnlyList<BassLine> Basses { get; init; }

    /// <summary>Chord rhythms; at every energy at least one.</summary>
    public required IReadOnlyList<Comp> Comps { get; init; }

    /// <summary>Broken-chord figures; at every energy at least one.</summary>
    public required IReadOnlyList<ArpFigure> Arps { get; init; }

    /// <summary>Melody.</summary>
    public required LeadIdiom Lead { get; init; }

    /// <summary>Keys of each part; drums have none.</summary>
    public required IReadOnlyDictionary<Part, PartRange> Ranges { get; init; }

    /// <summary>Place of the second sixteenth in its eighth, drawn once for a scene from this range; 0.5 is straight.</summary>
    public required (double Least, double Most) Swing { get; init; }

    /// <summary>Most that a note is moved by hand, in ticks.</summary>
    public required int HumaniseTicks { get; init; }

    /// <summary>Velocity at no energy and at full energy.</summary>
    public required (double Calm, double Forceful) Velocity { get; init; }

    /// <summary>Preference for open position, 0..1.</summary>
    public required double Openness { get; init; }

    /// <summary>Share of the bar that a fill takes at full energy, 0..1.</summary>
    public required double FillLength { get; init; }
}
