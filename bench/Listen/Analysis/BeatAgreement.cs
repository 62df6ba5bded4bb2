namespace SessionService.Listen.Analysis;

/// <summary>What begins in the audio against when it should.</summary>
/// <param name="GridShare">Share of the onset strength above its mean within <see cref="WindowSeconds"/> of a grid line, 0..1.</param>
/// <param name="Chance">The share an even spread would have.</param>
/// <param name="Precision">Share of onsets heard that lie within <see cref="OnsetTolerance"/> of a note's start.</param>
/// <param name="Recall">Share of the moments at which strong notes start that are heard.</param>
public readonly record struct BeatAgreement(double GridShare, double Chance, double Precision, double Recall)
{
    /// <summary>Half width of the window about a grid line, seconds: about what listeners still take for together.</summary>
    public const double WindowSeconds = 0.03;

    /// <summary>Tolerance of the MIREX onset task, seconds.</summary>
    public const double OnsetTolerance = 0.05;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double FMeasure => Precision + Recall > 0 ? 2 * Precision * Recall / (Precision + Recall) : 0;

    /// <summary>Compares.</summary>
    /// <param name="onsets">Onset strength.</param>
    /// <param name="grid">Times of grid lines in order, seconds.</param>
    /// <param name="starts">Times at which notes start, in order.</param>
    /// <param name="strong">Those of them that a listener should hear by themselves, in order.</param>
    public static BeatAgreement Of(OnsetStrength onsets, IReadOnlyList<double> grid, IReadOnlyList<double> starts, IReadOnlyList<double> strong)
    {
        double near = 0, all = 0;
        int cursor = 0;
        for (int i = 0; i < onsets.Values.Length; i++)
        {
            double weight = Math.Max(0, onsets.Values[i] - 1);
            all += weight;
            near += Distance(grid, OnsetStrength.SecondsOf(i), ref cursor) <= WindowSeconds ? weight : 0;
        }

        List<double> peaks = onsets.Peaks();
        double spacing = grid.Count > 1 ? (grid[^1] - grid[0]) / (grid.Count - 1) : double.PositiveInfinity;
        return new BeatAgreement(
            all > 0 ? near / all : 0, Math.Min(1, 2 * WindowSeconds / spacing), ShareNear(peaks, starts), ShareNear(strong, peaks));
    }

    private static double ShareNear(IReadOnlyList<double> times, IReadOnlyList<double> targets)
    {
        int cursor = 0, near = 0;
        foreach (double time in times)
        {
            near += Distance(targets, time, ref cursor) <= OnsetTolerance ? 1 : 0;
        }

        return times.Count > 0 ? (double)near / times.Count : 0;
    }

    // Distance to the nearest of a sorted list; the cursor moves on as times rise.
    private static double Distance(IReadOnlyList<double> sorted, double time, ref int cursor)
    {
        while (cursor + 1 < sorted.Count && Math.Abs(sorted[cursor + 1] - time) <= Math.Abs(sorted[cursor] - time))
        {
            cursor++;
        }

        return sorted.Count > 0 ? Math.Abs(sorted[cursor] - time) : double.PositiveInfinity;
    }
}
