namespace SessionService.Music.Time;

/// <summary>
/// A stretch of constant tempo, or a ramp along which the length of a tick changes linearly from tick to tick. It is
/// anchored at a whole sample, so every conversion inside it is one division of integers.
/// </summary>
/// <param name="Tick">Tick at which it begins.</param>
/// <param name="Sample">Sample at which it begins.</param>
/// <param name="From">Tempo at its start.</param>
/// <param name="To">Tempo at the end of the ramp; equal to <paramref name="From"/> where the tempo is constant.</param>
/// <param name="RampTicks">Length of the ramp in ticks; 0 where the tempo is constant.</param>
internal readonly record struct TempoSegment(long Tick, long Sample, Tempo From, Tempo To, long RampTicks)
{
    /// <summary>Samples from the segment's start to <paramref name="ticks"/> after it, rounded down.</summary>
    public long SamplesAfter(long ticks) =>
        RampTicks == 0 ? Constant(ticks, From) : Ramp(ticks, RampTicks, From, To);

    /// <summary>The greatest number of ticks that begin no later than <paramref name="samples"/> after the start.</summary>
    public long TicksAfter(long samples)
    {
        if (RampTicks == 0)
        {
            // floor(d·N / m) ≤ s  ⇔  d·N < (s + 1)·m
            return (long)((((Int128)samples + 1) * From.MilliBpm - 1) / Tempo.SamplesPerTickNumerator);
        }

        long low = 0;
        long high = RampTicks;
        while (low < high)
        {
            long middle = low + ((high - low + 1) / 2);
            if (Ramp(middle, RampTicks, From, To) <= samples)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>Tempo at <paramref name="ticks"/> after the start, to the nearest thousandth.</summary>
    public Tempo TempoAfter(long ticks)
    {
        if (RampTicks == 0)
        {
            return From;
        }

        // 1/m = 1/m₀ + (1/m₁ − 1/m₀)·d/L
        Int128 numerator = (Int128)From.MilliBpm * To.MilliBpm * RampTicks;
        Int128 denominator = ((Int128)To.MilliBpm * RampTicks) + ((Int128)(From.MilliBpm - To.MilliBpm) * ticks);
        return new Tempo((int)((numerator + (denominator / 2)) / denominator));
    }

    /// <summary>Samples of the first <paramref name="ticks"/> of a ramp, rounded down.</summary>
    public static long Ramp(long ticks, long rampTicks, Tempo from, Tempo to)
    {
        // With d ticks of a ramp of L, and N/m samples a tick at tempo m:
        // N/m₀·d + N·(1/m₁ − 1/m₀)·d²/(2L) = N·d·(2·L·m₁ + (m₀ − m₁)·d) / (2·L·m₀·m₁)
        Int128 numerator = (Int128)Tempo.SamplesPerTickNumerator * ticks
            * (((Int128)2 * rampTicks * to.MilliBpm) + ((Int128)(from.MilliBpm - to.MilliBpm) * ticks));
        Int128 denominator = (Int128)2 * rampTicks * from.MilliBpm * to.MilliBpm;
        return (long)(numerator / denominator);
    }

    private static long Constant(long ticks, Tempo tempo) =>
        (long)((Int128)Tempo.SamplesPerTickNumerator * ticks / tempo.MilliBpm);
}
