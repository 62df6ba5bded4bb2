using System.Diagnostics;

namespace SessionService.Chaos.Cluster;

/// <summary>Processor time of everything that runs, by what it does, in seconds since each process began.</summary>
internal sealed record ProcessorTime(double Silos, double FrontEnds, double Redis, double Listeners)
{
    /// <summary>All of it.</summary>
    public double All => Silos + FrontEnds + Redis + Listeners;

    /// <summary>Reads it now.</summary>
    public static ProcessorTime Read(Town town)
    {
        using Process self = Process.GetCurrentProcess();
        return new ProcessorTime(
            town.Silos.Sum(node => node.ProcessorSeconds), town.FrontEnds.Sum(node => node.ProcessorSeconds),
            town.Redis.ProcessorSeconds, self.TotalProcessorTime.TotalSeconds);
    }

    /// <summary>What was used since an earlier reading, as a share of one processor.</summary>
    public ProcessorTime Since(ProcessorTime earlier, TimeSpan time) => new(
        (Silos - earlier.Silos) / time.TotalSeconds, (FrontEnds - earlier.FrontEnds) / time.TotalSeconds,
        (Redis - earlier.Redis) / time.TotalSeconds, (Listeners - earlier.Listeners) / time.TotalSeconds);
}
