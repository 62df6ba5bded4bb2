using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Grains.Placement;
using SessionService.Sessions.Local;

namespace SessionService.Grains;

/// <summary>A silo's door to the other silos.</summary>
/// <param name="sessions">The silo's session host.</param>
/// <param name="drain">Empties the silo when it stops.</param>
[GrainType("silo")]
[SiloKeyPlacement]
[Orleans.Concurrency.Reentrant]
public sealed class SiloGrain(LocalSessionHost sessions, SiloDrain drain) : Grain, ISiloGrain
{
    /// <inheritdoc/>
    public async Task<bool> LearnAsync(LearnMessage part)
    {
        // Learning works on the silo's own threads; what is waited for here takes no turn.
        return !drain.Leaving
            && await sessions.LearnAsync(part.ToPart(), part.ToPlace(), part.ToStand(), CancellationToken.None);
    }
}
