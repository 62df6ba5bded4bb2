using SessionService.Music.Random;

namespace SessionService.Music.Composition.Writing;

/// <summary>What happens to the motif in a bar.</summary>
internal enum Development
{
    /// <summary>It is stated.</summary>
    Statement,

    /// <summary>It is stated on another degree.</summary>
    Sequence,

    /// <summary>Its contour is turned upside down.</summary>
    Inversion,

    /// <summary>Its head comes twice.</summary>
    Fragment,

    /// <summary>A short answer.</summary>
    Answer,

    /// <summary>Silence; great density fills it.</summary>
    Rest,

    /// <summary>A short approach and a long note.</summary>
    Cadence,
}

/// <summary>Plans of four bars.</summary>
internal static class Developments
{
    private static readonly Development[][] Plans =
    [
        [Development.Statement, Development.Sequence, Development.Fragment, Development.Cadence],
        [Development.Statement, Development.Answer, Development.Sequence, Development.Cadence],
        [Development.Statement, Development.Inversion, Development.Sequence, Development.Cadence],
        [Development.Statement, Development.Rest, Development.Inversion, Development.Cadence],
        [Development.Statement, Development.Fragment, Development.Rest, Development.Cadence],
        [Development.Statement, Development.Sequence, Development.Answer, Development.Cadence],
    ];

    private static readonly Development[] Breather =
        [Development.Rest, Development.Answer, Development.Rest, Development.Cadence];

    /// <summary>What a bar does with the motif.</summary>
    public static Development Of(BarPlan bar)
    {
        FormPlace form = bar.Form;
        if (form.IsBreather && form.PhraseBars >= 4)
        {
            return Breather[form.BarInUnit];
        }

        CounterRandom draws = bar.UnitDraws(Use.Melody, form.Unit);
        Development plan = Plans[(int)(draws.ValueAt(0) * Plans.Length)][form.BarInUnit];
        bool rests = form.BarInUnit is 1 or 2 && draws.ValueAt(1 + form.BarInUnit) < bar.Idiom.Lead.Rest;
        return rests ? Development.Rest : plan;
    }

    /// <summary>Scale degree around which a bar's melody moves: an arch, higher in the first half of a period.</summary>
    public static int Anchor(BarPlan bar)
    {
        CounterRandom draws = bar.UnitDraws(Use.Melody, bar.Form.Unit);
        int wander = (int)(draws.ValueAt(8 + bar.Form.BarInUnit) * 3) - 1;
        int arch = (bar.Form.IsClosed, bar.Form.BarInUnit) switch
        {
            (false, 0) => 1,
            (false, 1) => 2,
            (false, 2) => 4,
            (false, _) => 3,
            (true, 0) => 3,
            (true, 1) => 4,
            (true, 2) => 2,
            (true, _) => 1,
        };
        return arch + (bar.Form.BarInUnit == 0 ? 0 : wander);
    }
}
