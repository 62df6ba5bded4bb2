using SessionService.Grains.Contracts;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Grains.Models;
using SessionService.Grains.Placement;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;

namespace SessionService.Grains;

/// <summary>The door to a silo's models. What is asked here joins what the silo's own sessions ask; it takes no turn.</summary>
/// <param name="pools">The silo's models.</param>
[GrainType("inference")]
[SiloKeyPlacement]
[Orleans.Concurrency.Reentrant]
internal sealed class InferenceGrain(PartPools pools) : Grain, IInferenceGrain
{
    /// <inheritdoc/>
    public async Task<PartAnswerMessage> WriteAsync(PartRequestMessage request)
    {
        if (pools.Own is not { } pool)
        {
            return PartAnswer.None(SequenceEnd.Unavailable, TimeSpan.Zero).ToMessage();
        }

        PartRequest known;
        try
        {
            known = request.ToRequest();
        }
        catch (ArgumentException)
        {
            return PartAnswer.None(SequenceEnd.Invalid, TimeSpan.Zero).ToMessage();
        }

        // Whoever asked keeps the accounts of its session, also of what came too late.
        ModelBill bill = new();
        PartAnswer answer = await pool.WriteAsync(known with { Bill = bill }, CancellationToken.None);
        return answer.ToMessage().With(bill.Take());
    }
}
