using SessionService.Grains.Messages;

namespace SessionService.Grains.Contracts;

/// <summary>The models of one silo, asked by the others; the key is the silo's address, and it is there and nowhere else.</summary>
[Alias("inference.grain")]
public interface IInferenceGrain : IGrainWithStringKey
{
    /// <summary>
    /// Writes layers of a bar, together with what the silo's own sessions and other silos ask for. Answers in any case: at once where
    /// there is no room or no model.
    /// </summary>
    [Alias("write")]
    Task<PartAnswerMessage> WriteAsync(PartRequestMessage request);
}
