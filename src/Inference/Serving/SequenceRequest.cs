namespace SessionService.Inference.Serving;

/// <summary>A sequence to be run.</summary>
/// <param name="Sequence">What is run.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Weight">Weight of the tenant's plan, 1 or more.</param>
/// <param name="Within">Time from now within which it must be done; above zero.</param>
/// <param name="Bill">Takes what the devices work for it; null where nobody asks.</param>
public sealed record SequenceRequest(ISequence Sequence, string Tenant, int Weight, TimeSpan Within, ModelBill? Bill = null);
