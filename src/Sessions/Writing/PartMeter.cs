using SessionService.Inference.Serving;

namespace SessionService.Sessions.Writing;

/// <summary>What became of the bars that models were asked for, all sessions of a host together. Safe for any thread.</summary>
public sealed class PartMeter
{
    private readonly long[] ends = new long[Enum.GetValues<SequenceEnd>().Length];
    private long offered;
    private long micros;

    /// <summary>Questions that ended in a way.</summary>
    public long Of(SequenceEnd end) => Interlocked.Read(ref ends[(int)end]);

    /// <summary>Layers of bars that were written in time and kept.</summary>
    public long Offered => Interlocked.Read(ref offered);

    /// <summary>Time from question to answer, all together.</summary>
    public TimeSpan Waited => TimeSpan.FromMicroseconds(Interlocked.Read(ref micros));

    /// <summary>Notes an answer.</summary>
    internal void Answered(SequenceEnd end, TimeSpan time)
    {
        Interlocked.Increment(ref ends[(int)end]);
        Interlocked.Add(ref micros, (long)time.TotalMicroseconds);
    }

    /// <summary>Notes that written layers were kept for their bar.</summary>
    internal void Kept(int layers) => Interlocked.Add(ref offered, layers);
}
