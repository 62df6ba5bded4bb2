namespace SessionService.Music.Time;

/// <summary>
/// Converts between samples, ticks and bars through tempo changes, ramps and metres, exactly and both ways.
/// Only its end can be edited: an edit lies at or after the edit before it, so nothing that was looked up before the
/// last edit's tick ever moves. Look-ups take O(log n) of the number of edits; bars that follow regularly take no memory.
/// </summary>
public sealed class Timeline
{
    /// <summary>Highest tick accepted: thirty years at the fastest tempo; keeps every product within 128 bits.</summary>
    public const long MaxTick = 1L << 40;

    private readonly List<TempoSegment> tempi = [];
    private readonly List<BarRun> runs = [];

    /// <summary>Makes a timeline that begins with a bar at tick 0, sample 0.</summary>
    /// <param name="tempo">Tempo from tick 0.</param>
    /// <param name="metre">Metre from tick 0.</param>
    public Timeline(Tempo tempo, Metre metre)
    {
        tempi.Add(new TempoSegment(0, 0, Checked(tempo), tempo, 0));
        runs.Add(new BarRun(0, 0, Checked(metre)));
    }

    /// <summary>First tick at which the tempo can still be edited: that of the last edit of the tempo.</summary>
    public long TempoEditableFrom => tempi[^1].Tick;

    /// <summary>First tick at which a bar can still be started: that of the last edit of the bars.</summary>
    public long BarsEditableFrom => runs[^1].Tick;

    /// <summary>Sample at which a tick begins. Strictly increasing.</summary>
    /// <param name="tick">0 to <see cref="MaxTick"/>.</param>
    public long SampleAt(long tick)
    {
        TempoSegment segment = tempi[SegmentOfTick(tick)];
        return segment.Sample + segment.SamplesAfter(tick - segment.Tick);
    }

    /// <summary>The greatest tick that begins at or before a sample; <c>TickAt(SampleAt(t)) == t</c>.</summary>
    /// <param name="sample">0 or more.</param>
    public long TickAt(long sample)
    {
        TempoSegment segment = tempi[SegmentOfSample(sample)];
        return segment.Tick + segment.TicksAfter(sample - segment.Sample);
    }

    /// <summary>The least tick that begins at or after a sample.</summary>
    /// <param name="sample">0 or more.</param>
    public long NextTickAt(long sample)
    {
        long tick = TickAt(sample);
        return SampleAt(tick) == sample ? tick : tick + 1;
    }

    /// <summary>Bar and beat of a sample. The beat's fraction counts whole ticks.</summary>
    /// <param name="sample">0 or more.</param>
    public Position PositionAt(long sample)
    {
        long tick = TickAt(sample);
        BarRun run = runs[RunOfTick(tick)];
        long inRun = tick - run.Tick;
        int bars = (int)(inRun / run.Metre.TicksPerBar);
        long inBar = inRun - ((long)bars * run.Metre.TicksPerBar);
        return new Position(sample, run.Bar + bars + 1, 1 + ((double)inBar / run.Metre.TicksPerBeat));
    }

    /// <summary>Tempo at a tick; inside a ramp to the nearest thousandth of a quarter note a minute.</summary>
    /// <param name="tick">0 to <see cref="MaxTick"/>.</param>
    public Tempo TempoAt(long tick)
    {
        TempoSegment segment = tempi[SegmentOfTick(tick)];
        return segment.TempoAfter(tick - segment.Tick);
    }

    /// <summary>Metre of the bar a tick lies in.</summary>
    /// <param name="tick">0 to <see cref="MaxTick"/>.</param>
    public Metre MetreAt(long tick) => runs[RunOfTick(tick)].Metre;

    /// <summary>Index, from 0, of the bar a tick lies in.</summary>
    /// <param name="tick">0 to <see cref="MaxTick"/>.</param>
    public int BarAt(long tick)
    {
        BarRun run = runs[RunOfTick(tick)];
        return run.Bar + (int)((tick - run.Tick) / run.Metre.TicksPerBar);
    }

    /// <summary>Tick at which the bar begins that a tick lies in.</summary>
    /// <param name="tick">0 to <see cref="MaxTick"/>.</param>
    public long BarStart(long tick)
    {
        BarRun run = runs[RunOfTick(tick)];
        return tick - ((tick - run.Tick) % run.Metre.TicksPerBar);
    }

    /// <summary>Tick of the first bar line at or after a tick.</summary>
    /// <param name="tick">0 to <see cref="MaxTick"/>.</param>
    public long NextBarLine(long tick)
    {
        int index = RunOfTick(tick);
        BarRun run = runs[index];
        long over = (tick - run.Tick) % run.Metre.TicksPerBar;
        long line = over == 0 ? tick : tick - over + run.Metre.TicksPerBar;
        return index + 1 < runs.Count ? Math.Min(line, runs[index + 1].Tick) : line;
    }

    /// <summary>Keeps one tempo from a tick on.</summary>
    /// <param name="tick">At or after <see cref="TempoEditableFrom"/>.</param>
    /// <param name="tempo">The tempo.</param>
    public void SetTempo(long tick, Tempo tempo)
    {
        Checked(tempo);
        TempoSegment last = LastTempoBefore(tick);
        if (last.From == tempo)
        {
            return; // anchoring anew would only add a rounding
        }

        Append(new TempoSegment(tick, SampleAt(tick), tempo, tempo, 0));
    }

    /// <summary>
    /// Moves to a tempo: the length of a tick, in samples, changes linearly over the ticks of the ramp; the new tempo
    /// holds from its end.
    /// </summary>
    /// <param name="fromTick">Start, at or after <see cref="TempoEditableFrom"/>.</param>
    /// <param name="toTick">End, after the start.</param>
    /// <param name="tempo">Tempo at the end.</param>
    public void RampTempo(long fromTick, long toTick, Tempo tempo)
    {
        Checked(tempo);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(toTick, fromTick);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(toTick, MaxTick);
        TempoSegment last = LastTempoBefore(fromTick);
        long sample = SampleAt(fromTick);
        long end = sample + TempoSegment.Ramp(toTick - fromTick, toTick - fromTick, last.From, tempo);
        Append(new TempoSegment(fromTick, sample, last.From, tempo, toTick - fromTick));
        tempi.Add(new TempoSegment(toTick, end, tempo, tempo, 0));
    }

    /// <summary>Length of a whole ramp in samples, as <see cref="RampTempo"/> would lay it.</summary>
    /// <param name="ticks">Length in ticks, at least 1.</param>
    /// <param name="from">Tempo at its start.</param>
    /// <param name="to">Tempo at its end.</param>
    public static long RampSamples(long ticks, Tempo from, Tempo to) => TempoSegment.Ramp(ticks, ticks, from, to);

    /// <summary>
    /// Begins a bar at a tick and lets bars of a metre follow from there; the bar before is cut short where the tick is
    /// not its end. A bar begun at the tick of the last edit takes its place.
    /// </summary>
    /// <param name="tick">At or after <see cref="BarsEditableFrom"/>.</param>
    /// <param name="metre">Metre from there.</param>
    public void StartBar(long tick, Metre metre)
    {
        Checked(metre);
        ArgumentOutOfRangeException.ThrowIfLessThan(tick, BarsEditableFrom);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tick, MaxTick);
        BarRun last = runs[^1];
        if (tick == last.Tick)
        {
            runs[^1] = last with { Metre = metre };
            return;
        }

        long ticks = tick - last.Tick;
        bool regular = ticks % last.Metre.TicksPerBar == 0;
        if (regular && metre == last.Metre)
        {
            return;
        }

        int bars = (int)(ticks / last.Metre.TicksPerBar) + (regular ? 0 : 1);
        runs.Add(new BarRun(tick, last.Bar + bars, metre));
    }

    private TempoSegment LastTempoBefore(long tick)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tick, TempoEditableFrom);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tick, MaxTick);
        return tempi[^1];
    }

    private void Append(TempoSegment segment)
    {
        if (tempi[^1].Tick == segment.Tick)
        {
            tempi[^1] = segment;
        }
        else
        {
            tempi.Add(segment);
        }
    }

    private int SegmentOfTick(long tick)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tick, MaxTick);
        int low = 0;
        int high = tempi.Count - 1;
        while (low < high)
        {
            int middle = high - ((high - low) / 2);
            (low, high) = tempi[middle].Tick <= tick ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private int SegmentOfSample(long sample)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        int low = 0;
        int high = tempi.Count - 1;
        while (low < high)
        {
            int middle = high - ((high - low) / 2);
            (low, high) = tempi[middle].Sample <= sample ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private int RunOfTick(long tick)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tick, MaxTick);
        int low = 0;
        int high = runs.Count - 1;
        while (low < high)
        {
            int middle = high - ((high - low) / 2);
            (low, high) = runs[middle].Tick <= tick ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private static Tempo Checked(Tempo tempo) =>
        tempo.MilliBpm is >= Tempo.Min and <= Tempo.Max
            ? tempo
            : throw new ArgumentOutOfRangeException(nameof(tempo), tempo, "A tempo lies between Tempo.Min and Tempo.Max.");

    private static Metre Checked(Metre metre) =>
        metre is { Beats: >= 1 and <= 16, Unit: 2 or 4 or 8 or 16 }
            ? metre
            : throw new ArgumentOutOfRangeException(nameof(metre), metre, "A metre has 1 to 16 beats of 1/2, 1/4, 1/8 or 1/16.");
}
