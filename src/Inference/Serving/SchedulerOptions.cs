using SessionService.Inference.Scheduling;
using SessionService.Music;

namespace SessionService.Inference.Serving;

/// <summary>Settings of the scheduler.</summary>
public sealed record SchedulerOptions
{
    /// <summary>How much may wait.</summary>
    public AdmissionRules Admission { get; init; } = new(Limits.SequencesWaiting, Limits.SequencesWaitingPerTenant);

    /// <summary>Whether each device has a thread of its own that works as long as there is something to do; tests step by hand.</summary>
    internal bool Threads { get; init; } = true;
}
