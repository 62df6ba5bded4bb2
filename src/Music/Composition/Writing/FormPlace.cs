using SessionService.Music.Styles;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// Where a bar stands in the form. Harmony and melody go in units of four bars, an open one (antecedent) and a closed one
/// (consequent) making a period of eight, whatever the scene's phrase length; the style's cycle of phrases makes the long
/// form of builds, drops and breathers.
/// </summary>
/// <param name="Phrase">Phrase of this visit, from 0.</param>
/// <param name="BarInPhrase">From 0.</param>
/// <param name="PhraseBars">Bars of the phrase.</param>
/// <param name="Unit">Unit of four bars of this visit, from 0.</param>
/// <param name="BarInUnit">0..3.</param>
/// <param name="Part">What the phrase does.</param>
/// <param name="PeriodUnits">Units of a period: two, or the three of a blues chorus.</param>
internal readonly record struct FormPlace(int Phrase, int BarInPhrase, int PhraseBars, int Unit, int BarInUnit, FormPart Part, int PeriodUnits)
{
    public static FormPlace Of(BarContext context, FormPlan plan, int periodUnits)
    {
        int bars = Math.Max(1, context.PhraseBars);
        int phrase = context.SceneBar / bars;
        return new FormPlace(
            phrase, context.SceneBar % bars, bars, context.SceneBar / 4, context.SceneBar % 4, plan[phrase],
            periodUnits);
    }

    public bool IsPhraseEnd => BarInPhrase == PhraseBars - 1;

    public bool IsUnitEnd => BarInUnit == 3;

    public bool IsPeriodEnd => IsUnitEnd && IsClosed;

    /// <summary>Period of this visit, from 0.</summary>
    public int Period => Unit / PeriodUnits;

    /// <summary>Which unit of its period it is, from 0.</summary>
    public int UnitInPeriod => Unit % PeriodUnits;

    /// <summary>The unit comes to the tonic: the last of its period.</summary>
    public bool IsClosed => UnitInPeriod == PeriodUnits - 1;

    /// <summary>A phrase that rests.</summary>
    public bool IsBreather => Part == FormPart.Breather;

    /// <summary>The last bar of a build, before what it leads to.</summary>
    public bool IsBuildEnd => Part == FormPart.Build && IsPhraseEnd;

    /// <summary>How far into the phrase the bar is, 0 the first, 1 the last.</summary>
    public double Along => PhraseBars > 1 ? (double)BarInPhrase / (PhraseBars - 1) : 1;

    /// <summary>Density under the form; 0 and 1 stay, and more is never less.</summary>
    /// <param name="density">0..1.</param>
    public double Shape(double density) => Math.Pow(density, FormPlan.Exponent(Part, Along));

    /// <summary>What the form adds to energy for velocity.</summary>
    public double Lift => FormPlan.Lift(Part, Along);

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
