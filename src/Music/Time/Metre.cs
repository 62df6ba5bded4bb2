namespace SessionService.Music.Time;

/// <summary>A metre (time signature): how many beats of which note value make a bar.</summary>
/// <param name="Beats">Beats per bar, 1 to 16.</param>
/// <param name="Unit">Note value of one beat as its denominator: 2, 4, 8 or 16.</param>
public readonly record struct Metre(int Beats, int Unit)
{
    /// <summary>Four quarter notes a bar.</summary>
    public static Metre Common => new(4, 4);

    /// <summary>Ticks of one beat.</summary>
    public int TicksPerBeat => MusicalTime.TicksPerQuarter * 4 / Unit;

    /// <summary>Ticks of one whole bar.</summary>
    public int TicksPerBar => TicksPerBeat * Beats;
}
