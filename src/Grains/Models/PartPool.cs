using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Grains.Models;

/// <summary>
/// The models of this silo: one pool for its own sessions and for those of other silos, so that what is asked for at the same
/// time is batched together. Thread-safe.
/// </summary>
/// <param name="writer">What writes; not disposed of here.</param>
/// <param name="device">What it runs on.</param>
/// <param name="most">Bars that may be under way; more are refused at once.</param>
public sealed class PartPool(IPartWriter writer, PartDevice device, int most)
{
    private int underWay;

    /// <summary>What it runs on.</summary>
    public PartDevice Device => device;

    /// <summary>Bars that are under way.</summary>
    public int UnderWay => Volatile.Read(ref underWay);

    /// <summary>Whether it takes no more for now.</summary>
    public bool IsFull => UnderWay >= most;

    /// <summary>Writes layers of a bar; answers at once where there is no room.</summary>
    public async Task<PartAnswer> WriteAsync(PartRequest request, CancellationToken cancellation)
    {
        try
        {
            return Interlocked.Increment(ref underWay) > most
                ? PartAnswer.None(SequenceEnd.QueueFull, TimeSpan.Zero)
                : await writer.WriteAsync(request, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }
}
