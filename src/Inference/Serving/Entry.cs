using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Serving;

/// <summary>A sequence under way.</summary>
internal sealed class Entry(SequenceRequest request, int tenant, long deadline, long order)
{
    // The caller's thread goes on elsewhere: a device waits for nobody.
    private readonly TaskCompletionSource<SequenceEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool cancelled;

    /// <summary>What is run.</summary>
    public ISequence Sequence => request.Sequence;

    /// <summary>Whose it is.</summary>
    public string Tenant => request.Tenant;

    /// <summary>Takes what is worked for it; null where nobody asks.</summary>
    public ModelBill? Bill => request.Bill;

    /// <summary>Its slot on the device; -1 while it waits.</summary>
    public int Slot { get; set; } = -1;

    /// <summary>Whether the caller gave it up.</summary>
    public bool Cancelled => cancelled;

    /// <summary>How it ended, once it has.</summary>
    public Task<SequenceEnd> Ended => ended.Task;

    /// <summary>As the policy sees it.</summary>
    public SequenceState State => new(tenant, request.Weight, deadline, Math.Max(1, Sequence.StepsLeft), Slot >= 0, order);

    /// <summary>Gives it up; the device drops it before its next step.</summary>
    public void Cancel() => cancelled = true;

    /// <summary>Tells the caller.</summary>
    public void End(SequenceEnd end) => ended.TrySetResult(end);
}
