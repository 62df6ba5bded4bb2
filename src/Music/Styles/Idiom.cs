using SessionService.Music.Composition;
using SessionService.Music.Score;

namespace SessionService.Music.Styles;

/// <summary>How a style is written: everything the rule composer reads about it.</summary>
public sealed record Idiom
{
    /// <summary>Harmony by mode; a mode of fewer notes may be left to its parent.</summary>
    public required IReadOnlyDictionary<Mode, Progressions> Harmony { get; init; }

    /// <summary>The twelve-bar blues it plays in the blues mode; null where it has none.</summary>
    public TwelveBars? Blues { get; init; }

    /// <summary>Chord colours.</summary>
    public required ColourLadders Colours { get; init; }

    /// <summary>Rung of the ladders at no tension, and at full tension.</summary>
    public required (double Calm, double Tense) ColourRungs { get; init; }

    /// <summary>Borrowed chords of high tension.</summary>
    public required IReadOnlyList<Substitution> Substitutions { get; init; }

    /// <summary>How freely it leaves its lines and its key.</summary>
    public required HarmonicFreedom Freedom { get; init; }

    /// <summary>The long form.</summary>
    public required FormPlan Form { get; init; }

    /// <summary>Whether a build ends in a roll of the snare, and without the bass drum.</summary>
    public bool Rolls { get; init; }

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

    /// <summary>Second melody.</summary>
    public required CounterIdiom Counter { get; init; }

    /// <summary>Keys of each part; drums have none.</summary>
    public required IReadOnlyDictionary<Part, PartRange> Ranges { get; init; }

    /// <summary>Place of the second sixteenth in its eighth, drawn once for a scene from this range; 0.5 is straight.</summary>
    public required (double Least, double Most) Swing { get; init; }

    /// <summary>The eighths swing in place of the sixteenths.</summary>
    public bool SwingsEighths { get; init; }

    /// <summary>Most that a note is moved by hand, in ticks.</summary>
    public required int HumaniseTicks { get; init; }

    /// <summary>Velocity at no energy and at full energy.</summary>
    public required (double Calm, double Forceful) Velocity { get; init; }

    /// <summary>Preference for open position, 0..1.</summary>
    public required double Openness { get; init; }

    /// <summary>Share of the bar that a fill takes at full energy, 0..1.</summary>
    public required double FillLength { get; init; }

    /// <summary>The lines of a mode.</summary>
    /// <param name="mode">Any mode.</param>
    public Progressions LinesOf(Mode mode) => Harmony.TryGetValue(mode, out Progressions? own) ? own : Harmony[mode.Parent()];
}
