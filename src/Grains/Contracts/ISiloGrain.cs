using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>One silo, spoken to by the other silos; the key is its address, and it is there and nowhere else.</summary>
[Alias("silo.grain")]
public interface ISiloGrain : IGrainWithStringKey
{
    /// <summary>Learns a session that plays elsewhere, or learns more of it.</summary>
    /// <returns>False where this silo cannot take it.</returns>
    [Alias("learn"), ResponseTimeout("00:00:20")]
    Task<bool> LearnAsync(LearnMessage part);
}
