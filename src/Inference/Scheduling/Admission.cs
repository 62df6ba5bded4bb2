namespace SessionService.Inference.Scheduling;

/// <summary>The answer to a sequence that is asked for.</summary>
public enum Admission
{
    /// <summary>It waits for its turn.</summary>
    Accepted,

    /// <summary>As many wait as may.</summary>
    QueueFull,

    /// <summary>As many of this tenant wait as may.</summary>
    TenantQueueFull,

    /// <summary>It could not be done by its deadline even if it began at once.</summary>
    TooLate,

    /// <summary>No device is able to run it.</summary>
    Unavailable,
}

/// <summary>Whether to take a sequence in: overload is told at once, so that rules can write the bar in good time.</summary>
/// <param name="Queue">Most that wait for a slot, of all tenants.</param>
/// <param name="QueuePerTenant">Most of one tenant that wait.</param>
public sealed record AdmissionRules(int Queue, int QueuePerTenant)
{
    /// <summary>Decides; a pure function.</summary>
    /// <param name="asked">What is asked for.</param>
    /// <param name="waiting">How many wait for a slot.</param>
    /// <param name="waitingOfTenant">How many of them are this tenant's.</param>
    /// <param name="now">Now, in microseconds of the scheduler's clock.</param>
    /// <param name="costs">What steps cost.</param>
    public Admission Decide(SequenceState asked, int waiting, int waitingOfTenant, long now, StepCosts costs) =>
        now + (asked.StepsLeft * costs.Of(1)) > asked.Deadline ? Admission.TooLate
        : waiting >= Queue ? Admission.QueueFull
        : waitingOfTenant >= QueuePerTenant ? Admission.TenantQueueFull
        : Admission.Accepted;
}
