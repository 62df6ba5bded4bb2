namespace SessionService.Inference.Scheduling;

/// <summary>What the policy knows of one sequence that has been asked for and is not done.</summary>
/// <param name="Tenant">Whose it is: any number that stands for one tenant.</param>
/// <param name="Weight">Share of the tenant's plan against other plans, at least 1.</param>
/// <param name="Deadline">When it must be done, in microseconds of the scheduler's clock.</param>
/// <param name="StepsLeft">Steps it is expected to need still, at least 1: prompt tokens not yet read and tokens to write.</param>
/// <param name="HasSlot">Whether it has a slot of the model's memory, that is, has begun.</param>
/// <param name="Order">Grows with each sequence asked for; orders those that are alike in all else.</param>
public readonly record struct SequenceState(int Tenant, int Weight, long Deadline, int StepsLeft, bool HasSlot, long Order);
