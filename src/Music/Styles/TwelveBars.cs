namespace SessionService.Music.Styles;

/// <summary>
/// A style's twelve-bar blues: a chorus is a head on the tonic, a middle that goes to the fourth degree and comes back, and
/// a turnaround over the fifth, four bars each. In scenes of the blues mode choruses take the place of eight-bar periods.
/// </summary>
/// <param name="Heads">Bars 1 to 4, with or without the quick change to the fourth degree.</param>
/// <param name="Middles">Bars 5 to 8.</param>
/// <param name="Turnarounds">Bars 9 to 12; they end on the dominant, which leads into the next chorus.</param>
public sealed record TwelveBars(
    IReadOnlyList<HarmonyLine> Heads, IReadOnlyList<HarmonyLine> Middles, IReadOnlyList<HarmonyLine> Turnarounds)
{
    /// <summary>Lines of a chorus.</summary>
    public const int Lines = 3;

    /// <summary>The lines that may stand at a place of the chorus.</summary>
    /// <param name="third">0 the head, 1 the middle, 2 the turnaround.</param>
    public IReadOnlyList<HarmonyLine> this[int third] => third switch { 0 => Heads, 1 => Middles, _ => Turnarounds };

    /// <summary>Reads a form.</summary>
    /// <param name="heads">Heads, at least one.</param>
    /// <param name="middles">Middles, at least one.</param>
    /// <param name="turnarounds">Turnarounds, at least one.</param>
    public static TwelveBars Read(string[] heads, string[] middles, string[] turnarounds) => new(
        [.. heads.Select(text => new HarmonyLine(text))], [.. middles.Select(text => new HarmonyLine(text))],
        [.. turnarounds.Select(text => new HarmonyLine(text))]);
}
