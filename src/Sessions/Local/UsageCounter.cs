using SessionService.Inference.Serving;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Local;

/// <summary>What one session has used since the last record. Not thread-safe.</summary>
internal sealed class UsageCounter
{
    private long renderedSamples;
    private long cpuMicroseconds;
    private long commands;
    private long lateCues;

    /// <summary>Samples rendered since the session was loaded.</summary>
    public long TotalSamples { get; private set; }

    /// <summary>Processor time since the session was loaded, microseconds.</summary>
    public long TotalCpu { get; private set; }

    /// <summary>Late cues since the session was loaded.</summary>
    public long TotalLate { get; private set; }

    /// <summary>Takes what models work for the session; thread-safe.</summary>
    public ModelBill Models { get; } = new();

    /// <summary>Counts a slice.</summary>
    public void Slice(int samples, long cpu)
    {
        renderedSamples += samples;
        cpuMicroseconds += cpu;
        TotalSamples += samples;
        TotalCpu += cpu;
    }

    /// <summary>Counts accepted commands.</summary>
    public void Commands(int count) => commands += count;

    /// <summary>Counts a cue that sounded late.</summary>
    public void Late()
    {
        lateCues++;
        TotalLate++;
    }

    /// <summary>Makes a record of what was counted and begins anew; null where there is nothing.</summary>
    public UsageRecord? Take(SessionKey key, DateTimeOffset at, long bytes, long listened)
    {
        ModelUse model = Models.Take();
        if (renderedSamples == 0 && commands == 0 && bytes == 0 && model.IsNone)
        {
            return null;
        }

        var record = new UsageRecord(key, at, renderedSamples, listened, cpuMicroseconds, bytes, commands, lateCues,
            model.ProcessorMicroseconds, model.AcceleratorMicroseconds, model.Tokens);
        renderedSamples = 0;
        cpuMicroseconds = 0;
        commands = 0;
        lateCues = 0;
        return record;
    }
}
