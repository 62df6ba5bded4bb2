using SessionService.Music.Time;

namespace SessionService.Music.Styles;

/// <summary>The energies at which a pattern is chosen.</summary>
/// <param name="Low">From.</param>
/// <param name="High">To, inclusive.</param>
public readonly record struct EnergyBand(double Low, double High)
{
    /// <summary>Whether it holds an energy.</summary>
    /// <param name="energy">0..1.</param>
    public bool Contains(double energy) => energy >= Low && energy <= High;
}

/// <summary>A pattern a style may choose for eight bars.</summary>
public interface IStylePattern
{
    /// <summary>When it is played.</summary>
    EnergyBand Energies { get; }

    /// <summary>The metre it is written for; null for patterns of sixteen steps, which every metre can show.</summary>
    Metre? Metre { get; }
}

/// <summary>One drum of a groove or fill.</summary>
/// <param name="Key">General MIDI percussion key.</param>
/// <param name="Pattern">
/// <c>X</c> accent, <c>x</c> normal, <c>o</c> soft, <c>g</c> ghost, <c>?</c> now and then; from core to ornament.
/// </param>
/// <param name="LagTicks">How far behind the beat it is played.</param>
/// <param name="Second">What it plays in every second bar; null for the same.</param>
public sealed record DrumLane(byte Key, StepPattern Pattern, int LagTicks = 0, StepPattern? Second = null)
{
    /// <summary>The pattern of a bar.</summary>
    /// <param name="bar">Counted within its phrase.</param>
    public StepPattern Of(int bar) => bar % 2 == 1 && Second is { } second ? second : Pattern;
}

/// <summary>A drum pattern.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Energies">When it is played.</param>
/// <param name="Lanes">Its drums; the first is the one the bass locks to.</param>
/// <param name="Metre">The metre it is written for; null for any.</param>
public sealed record Groove(string Name, EnergyBand Energies, IReadOnlyList<DrumLane> Lanes, Metre? Metre = null) : IStylePattern;

/// <summary>A fill; the end of its pattern is the end of the bar.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lanes">Its drums.</param>
public sealed record DrumFill(string Name, IReadOnlyList<DrumLane> Lanes);
