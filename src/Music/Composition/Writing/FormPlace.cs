namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Where a bar stands in the form. Harmony and melody go in units of four bars, an open one and a closed one making a
/// period of eight, whatever the scene's phrase length; eight phrases make an arc of energy.
/// </summary>
/// <param name="Phrase">Phrase of this visit, from 0.</param>
/// <param name="BarInPhrase">From 0.</param>
/// <param name="PhraseBars">Bars of the phrase.</param>
/// <param name="Unit">Unit of four bars of this visit, from 0.</param>
/// <param name="BarInUnit">0..3.</param>
internal readonly record struct FormPlace(int Phrase, int BarInPhrase, int PhraseBars, int Unit, int BarInUnit)
{
    // Exponents on density: above 1 thins out, below 1 thickens. A breather in the middle and at the end.
    private static readonly double[] ThinningArc = [1.2, 1.05, 1.0, 0.9, 1.3, 0.95, 0.8, 1.45];
    private static readonly double[] LiftArc = [-0.04, 0, 0.02, 0.05, -0.06, 0.02, 0.08, -0.05];

    public static FormPlace Of(BarContext context)
    {
        int bars = Math.Max(1, context.PhraseBars);
        return new FormPlace(
            context.SceneBar / bars, context.SceneBar % bars, bars, context.SceneBar / 4, context.SceneBar % 4);
    }

    public bool IsPhraseEnd => BarInPhrase == PhraseBars - 1;

    public bool IsUnitEnd => BarInUnit == 3;

    public bool IsPeriodEnd => IsUnitEnd && IsClosed;

    /// <summary>The unit ends on the tonic.</summary>
    public bool IsClosed => Unit % 2 == 1;

    /// <summary>A phrase that rests.</summary>
    public bool IsBreather => Phrase % 8 is 4 or 7;

    /// <summary>Density under the arc; 0 and 1 stay, and more is never less.</summary>
    /// <param name="density">0..1.</param>
    public double Shape(double density) => Math.Pow(density, ThinningArc[Phrase % 8]);

    /// <summary>What the arc adds to energy for velocity.</summary>
    public double Lift => LiftArc[Phrase % 8];

    /// <summary>How near the phrase's summit the bar is, 0..1: about two thirds of the way.</summary>
    public double Swell
    {
        get
        {
            double at = (BarInPhrase + 0.5) / PhraseBars;
            return 1 - (Math.Abs(at - 0.65) / 0.65);
        }
    }
}
