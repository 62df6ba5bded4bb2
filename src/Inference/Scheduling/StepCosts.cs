namespace SessionService.Inference.Scheduling;

/// <summary>
/// What one step costs at each batch size the model was warmed for. Steps run at these sizes only: a runtime plans its
/// memory and picks its kernels by shape, and meeting a new shape in the middle of a bar would take as long as the bar.
/// </summary>
public sealed class StepCosts
{
    private readonly int[] sizes;
    private readonly double[] microseconds;

    /// <summary>Costs by size.</summary>
    /// <param name="costs">Batch size and microseconds of one step; at least one, sizes ascending from 1 or more, costs above 0.</param>
    /// <exception cref="ArgumentException">They are none, not ascending or not positive.</exception>
    public StepCosts(params ReadOnlySpan<(int Size, double Microseconds)> costs)
    {
        sizes = new int[costs.Length];
        microseconds = new double[costs.Length];
        int before = 0;
        for (int i = 0; i < costs.Length; i++)
        {
            (int size, double cost) = costs[i];
            if (size <= before || !(cost > 0))
            {
                throw new ArgumentException($"Size {size} at {cost} µs after size {before}: sizes must ascend and costs be above 0.", nameof(costs));
            }

            (sizes[i], microseconds[i], before) = (size, cost, size);
        }

        Largest = before > 0 ? before : throw new ArgumentException("At least one batch size is needed.", nameof(costs));
    }

    /// <summary>The largest batch of one step.</summary>
    public int Largest { get; }

    /// <summary>Batch sizes, ascending.</summary>
    public ReadOnlySpan<int> Sizes => sizes;

    /// <summary>The smallest warmed size that holds <paramref name="sequences"/>; the largest where none does.</summary>
    public int SizeFor(int sequences) => sizes[IndexFor(sequences)];

    /// <summary>The largest warmed size that <paramref name="sequences"/> fill; 0 where they fill none.</summary>
    public int FilledBy(int sequences)
    {
        int index = IndexFor(sequences);
        return sizes[index] <= sequences ? sizes[index] : index > 0 ? sizes[index - 1] : 0;
    }

    /// <summary>Microseconds of a step at the warmed size that holds <paramref name="sequences"/>.</summary>
    public double Of(int sequences) => microseconds[IndexFor(sequences)];

    private int IndexFor(int sequences)
    {
        for (int i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] >= sequences)
            {
                return i;
            }
        }

        return sizes.Length - 1;
    }
}
