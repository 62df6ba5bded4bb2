namespace SessionService.Music.Time;

/// <summary>
/// A tempo in thousandths of a quarter note per minute, so that every conversion to samples is a ratio of integers.
/// </summary>
/// <param name="MilliBpm">Quarter notes per minute × 1000, <see cref="Min"/> to <see cref="Max"/>.</param>
public readonly record struct Tempo(int MilliBpm)
{
    /// <summary>Slowest tempo accepted: 20 quarter notes a minute.</summary>
    public const int Min = 20_000;

    /// <summary>Fastest tempo accepted: 300 quarter notes a minute (10 samples per tick).</summary>
    public const int Max = 300_000;

    /// <summary>
    /// Numerator of samples per tick: one tick lasts <c>SamplesPerTickNumerator / MilliBpm</c> samples.
    /// </summary>
    public const long SamplesPerTickNumerator =
        MusicalTime.SampleRate * 60L * 1000L / MusicalTime.TicksPerQuarter;

    /// <summary>Quarter notes per minute.</summary>
    public double Bpm => MilliBpm / 1000.0;

    /// <summary>The nearest representable tempo, clamped to the accepted range.</summary>
    /// <param name="bpm">Quarter notes per minute.</param>
    public static Tempo FromBpm(double bpm) => new((int)Math.Clamp(Math.Round(bpm * 1000.0), Min, Max));
}
