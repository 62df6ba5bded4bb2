using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Registry;

/// <summary>The latest bars of a version. Safe for any number of threads.</summary>
/// <param name="limits">How many are kept.</param>
/// <param name="reference">What its package says it plays like.</param>
internal sealed class VersionWindow(GateLimits limits, IReadOnlyDictionary<string, double> reference)
{
    private readonly Lock door = new();
    private readonly Bar[] bars = new Bar[limits.WindowBars];
    private readonly int[] ends = new int[Enum.GetValues<SequenceEnd>().Length];
    private BarQuality quality;
    private long total;

    /// <summary>Notes a bar. What says nothing about the version (a full queue, a caller who gave up, a metre that no model knows) is left out.</summary>
    /// <returns>How many were noted so far.</returns>
    public long Note(PartRequest request, PartAnswer answer)
    {
        if (answer.End is SequenceEnd.QueueFull or SequenceEnd.TenantQueueFull or SequenceEnd.Cancelled or SequenceEnd.Unsupported)
        {
            return 0;
        }

        Bar bar = new(answer.End, answer.Time.TotalMilliseconds, BarQuality.Of(request, answer.Parts));
        lock (door)
        {
            ref Bar place = ref bars[(int)(total % bars.Length)];
            if (total >= bars.Length)
            {
                ends[(int)place.End]--;
                quality -= place.Quality;
            }

            place = bar;
            ends[(int)bar.End]++;
            quality += bar.Quality;
            return ++total;
        }
    }

    /// <summary>What a gate looks at.</summary>
    public GateWindow Look()
    {
        lock (door)
        {
            int count = (int)Math.Min(total, bars.Length);
            double[] times = new double[count];
            for (int i = 0; i < count; i++)
            {
                times[i] = bars[i].Ms;
            }

            Array.Sort(times);
            return new GateWindow
            {
                Total = total, Bars = count, Late = ends[(int)SequenceEnd.Late], Invalid = ends[(int)SequenceEnd.Invalid],
                Unavailable = ends[(int)SequenceEnd.Unavailable], Quality = quality, Reference = reference,
                SlowMs = count == 0 ? 0 : times[Math.Min(count - 1, count * 99 / 100)],
            };
        }
    }

    private readonly record struct Bar(SequenceEnd End, double Ms, BarQuality Quality);
}
