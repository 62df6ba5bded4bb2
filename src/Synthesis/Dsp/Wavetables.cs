namespace SessionService.Synthesis.Dsp;

/// <summary>
/// Periods of sound without aliases: each wave is kept with as many harmonics as fit under half the sample rate, in
/// steps of a third of an octave. One gather reads two neighbours packed into 32 bits, between which the voice
/// interpolates; sixteen bits each put the error 90 dB below the wave.
/// </summary>
internal static class Wavetables
{
    /// <summary>Samples of a period; the index is the phase's upper <see cref="IndexBits"/> bits.</summary>
    public const int Length = 1 << IndexBits;

    /// <summary>Bits of the index.</summary>
    public const int IndexBits = 11;

    /// <summary>What a table's integers are multiplied with.</summary>
    public const float Scale = 1f / FullScale;

    private const float FullScale = 22_000, Highest = 0.45f;
    private const int MostHarmonics = 1_000, Levels = 31;

    private static readonly int[] Tables = Build();

    /// <summary>The first element of all tables.</summary>
    public static ref int First => ref Tables[0];

    /// <summary>Where a wave's table for a pitch begins.</summary>
    /// <param name="wave">The wave.</param>
    /// <param name="turns">Highest frequency the note is to reach, turns per sample.</param>
    public static int Offset(Wave wave, double turns)
    {
        int level = 0;
        while (level < Levels - 1 && Harmonics(level) * turns > Highest)
        {
            level++;
        }

        return (((int)wave * Levels) + level) * Length;
    }

    /// <summary>A value of a table, as the gather would read it; for tests.</summary>
    public static float Value(int offset, uint phase)
    {
        int word = Tables[offset + (int)(phase >> (32 - IndexBits))];
        float fraction = (phase & ((1u << (32 - IndexBits)) - 1)) * (1f / (1u << (32 - IndexBits)));
        float near = word >> 16, far = (short)word;
        return MathF.FusedMultiplyAdd(fraction, far - near, near) * Scale;
    }

    private static int Harmonics(int level) => Math.Max(1, (int)(MostHarmonics * Math.Pow(2, -level / 3.0)));

    private static int[] Build()
    {
        Wave[] waves = Enum.GetValues<Wave>();
        int[] tables = new int[waves.Length * Levels * Length];
        double[] sine = [.. Enumerable.Range(0, Length).Select(i => Math.Sin(2 * Math.PI * i / Length))];
        foreach (Wave wave in waves)
        {
            double[] period = new double[Length];
            for (int level = Levels - 1, done = 0; level >= 0; level--)
            {
                for (int k = done + 1; k <= Harmonics(level); k++)
                {
                    (double sin, double cos) = Spectra.Harmonic(wave, k);
                    AddHarmonic(period, sine, k, sin, cos);
                }

                done = Harmonics(level);
                Pack(period, tables.AsSpan((((int)wave * Levels) + level) * Length, Length));
            }
        }

        return tables;
    }

    private static void AddHarmonic(double[] period, double[] sine, int k, double sin, double cos)
    {
        for (int i = 0; (sin != 0 || cos != 0) && i < Length; i++)
        {
            int turn = (int)((long)k * i % Length);
            period[i] += (sin * sine[turn]) + (cos * sine[(turn + (Length / 4)) % Length]);
        }
    }

    private static void Pack(double[] period, Span<int> table)
    {
        for (int i = 0; i < Length; i++)
        {
            int near = Word(period[i]), far = Word(period[(i + 1) % Length]);
            table[i] = (near << 16) | (far & 0xFFFF);
        }
    }

    private static int Word(double value) =>
        (int)Math.Clamp(Math.Round(value * FullScale), short.MinValue, short.MaxValue);
}
