using System.Diagnostics;
using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Onnx;

/// <summary>Finds out which sizes of batches are worth having, and what a step costs at each.</summary>
internal static class WarmedSizes
{
    private const int Runs = 5;

    /// <summary>
    /// Runs each size several times and takes the best: what else the machine does is not the model's cost. Sizes that cost more for
    /// each sequence than a smaller one does are left out, since two smaller steps are done sooner; the largest stays.
    /// </summary>
    /// <typeparam name="T">A batch.</typeparam>
    /// <param name="sizes">Sizes, upwards; the last one is kept in any case.</param>
    /// <param name="batches">Takes the batches that stay, by size.</param>
    /// <param name="make">Makes a batch of a size.</param>
    /// <param name="step">Does with a batch what a step does.</param>
    public static StepCosts Measure<T>(IReadOnlyList<int> sizes, Dictionary<int, T> batches, Func<int, T> make, Action<T> step)
        where T : IDisposable
    {
        List<(int Size, double Microseconds)> costs = [];
        foreach (int size in sizes)
        {
            T batch = make(size);
            double best = double.MaxValue;
            for (int i = 0; i < Runs; i++)
            {
                long began = Stopwatch.GetTimestamp();
                step(batch);
                best = Math.Min(best, Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }

            if (costs.Count > 0 && size != sizes[^1] && best / size > costs[^1].Microseconds / costs[^1].Size)
            {
                batch.Dispose();
                continue;
            }

            batches[size] = batch;
            costs.Add((size, Math.Max(best, 1)));
        }

        return new StepCosts([.. costs]);
    }
}
