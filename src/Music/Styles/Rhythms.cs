using SessionService.Music.Time;

namespace SessionService.Music.Styles;

/// <summary>A rhythm of the bass.</summary>
/// <param name="Energies">When it is played.</param>
/// <param name="Pattern">
/// <c>R</c> root, <c>r</c> root with density, <c>5</c> fifth, <c>8</c> octave, <c>3</c> third, <c>7</c> the seventh below,
/// <c>w</c> a walking step on the way to the chord that follows, <c>a</c> approach to it, <c>g</c> a dead note,
/// <c>T</c> root tied over bars that hold the chord, <c>H</c> root and <c>F</c> fifth at any density: what keeps a bar up where little else
/// sounds.
/// </param>
/// <param name="Gate">Share of the way to the next note that sounds.</param>
/// <param name="Metre">The metre it is written for; null for any.</param>
public sealed record BassLine(EnergyBand Energies, StepPattern Pattern, double Gate, Metre? Metre = null) : IStylePattern;

/// <summary>A rhythm of the chords.</summary>
/// <param name="Energies">When it is played.</param>
/// <param name="Pattern"><c>X</c>, <c>x</c>, <c>o</c> as for drums; <c>T</c> tied over bars that hold the chord.</param>
/// <param name="Gate">Share of the way to the next stroke that sounds.</param>
/// <param name="LongestSteps">Longest stroke in sixteenths.</param>
/// <param name="StrumTicks">Delay from voice to voice upwards.</param>
/// <param name="StaggerSteps">Sixteenths by which tied voices enter after each other.</param>
/// <param name="Sustains">The outer voices hold the chord while the inner ones play the rhythm.</param>
/// <param name="Metre">The metre it is written for; null for any.</param>
public sealed record Comp(
    EnergyBand Energies, StepPattern Pattern, double Gate, int LongestSteps = 64, int StrumTicks = 0, int StaggerSteps = 0,
    bool Sustains = false, Metre? Metre = null) : IStylePattern;

/// <summary>A broken-chord figure.</summary>
/// <param name="Energies">When it is played.</param>
/// <param name="Pattern">Its rhythm, as for drums.</param>
/// <param name="Order">Rungs of the chord, 0 the lowest, one for each eighth or sixteenth it plays on.</param>
/// <param name="RungSteps">Sixteenths for each rung: 1 or 2.</param>
/// <param name="Gate">Share of the way to the next note that sounds; above 1 they ring into each other.</param>
/// <param name="Metre">The metre it is written for; null for any.</param>
public sealed record ArpFigure(
    EnergyBand Energies, StepPattern Pattern, string Order, int RungSteps, double Gate, Metre? Metre = null) : IStylePattern;
