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

    /// <summary>Its first half comes twice as slow.</summary>
    Augmentation,

    /// <summary>Its second half comes twice as slow.</summary>
    Continuation,

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
        [Development.Statement, Development.Augmentation, Development.Continuation, Development.Cadence],
        [Development.Statement, Development.Sequence, Development.Inversion, Development.Cadence],
    ];

    private static readonly Development[] Breather =
        [Development.Rest, Development.Answer, Development.Rest, Development.Cadence];

    // A call of two bars, and an answer; the third line comes home in its third bar and turns round in the fourth.
    private static readonly Development[][] Calls =
    [
        [Development.Statement, Development.Sequence, Development.Rest, Development.Answer],
        [Development.Statement, Development.Fragment, Development.Rest, Development.Rest],
        [Development.Statement, Development.Answer, Development.Sequence, Development.Rest],
    ];

    private static readonly Development[][] Conclusions =
    [
        [Development.Inversion, Development.Sequence, Development.Cadence, Development.Answer],
        [Development.Statement, Development.Fragment, Development.Cadence, Development.Rest],
        [Development.Sequence, Development.Statement, Development.Cadence, Development.Answer],
    ];

    // Widest step from bar to bar, in scale degrees.
    private const int WidestJoin = 4;

    /// <summary>What a bar of the unit does with the motif.</summary>
    public static Development Of(BarPlan bar, int barInUnit)
    {
        FormPlace form = bar.Form;
        if (form.IsBreather && form.PhraseBars >= 4 && bar.Blues is null)
        {
            return Breather[barInUnit];
        }

        CounterRandom draws = bar.UnitDraws(Use.Melody, bar.TuneOf(form.Unit));
        Development[][] plans = bar.Blues is null ? Plans : form.IsClosed ? Conclusions : Calls;
        Development plan = plans[(int)(draws.ValueAt(0) * plans.Length)][barInUnit];
        bool free = plan is not (Development.Augmentation or Development.Continuation or Development.Cadence);
        bool rests = free && (barInUnit is 1 or 2) && draws.ValueAt(1 + barInUnit) < bar.Idiom.Lead.Rest;
        return rests ? Development.Rest : plan;
    }

    /// <summary>
    /// Scale degree around which a bar's melody moves: an arch, higher in the first half of a period. From one bar to
    /// the next the arch gives way where the tune would leap. What repeats the unit before keeps its arch.
    /// </summary>
    public static int Anchor(BarPlan bar, Motif motif)
    {
        int tune = bar.TuneOf(bar.Form.Unit);
        CounterRandom draws = bar.UnitDraws(Use.Melody, tune);
        bool closed = bar.Form.IsClosed;
        bool again = tune != bar.Form.Unit;
        int anchor = Arch(closed && !again, 0);
        for (int index = 1; index <= bar.Form.BarInUnit; index++)
        {
            int last = anchor + Ends(Of(bar, index - 1), motif).Last;
            int first = Ends(Of(bar, index), motif).First;
            int wander = (int)(draws.ValueAt(8 + index) * 3) - 1;
            int wished = Arch(closed && !(again && index < 2), index) + wander + first - last;

            // A bar that would begin where the last one ended moves on.
            int join = Math.Abs(wished) <= 1 ? (wander < 0 ? -1 : 1) : Math.Clamp(wished, -WidestJoin, WidestJoin);
            anchor = last + join - first;
        }

        return anchor;
    }

    private static int Arch(bool closed, int barInUnit) => (closed, barInUnit) switch
    {
        (false, 0) => 0,
        (false, 1) => 1,
        (false, 2) => 3,
        (false, _) => 2,
        (true, 0) => 2,
        (true, 1) => 3,
        (true, 2) => 1,
        (true, _) => 0,
    };

    // Where a bar's tune begins and ends, in degrees above its anchor.
    private static (int First, int Last) Ends(Development development, Motif motif) => development switch
    {
        Development.Inversion => (-motif.First, -motif.Last),
        Development.Fragment => (motif.At(0), motif.At(7) - 1),
        Development.Augmentation => (motif.First, motif.At(7)),
        Development.Continuation => (motif.At(8), motif.Last),
        Development.Answer or Development.Rest => (motif.Last - 1, motif.First - 1),
        Development.Cadence => (motif.First + 1, 0),
        _ => (motif.First, motif.Last),
    };
}
