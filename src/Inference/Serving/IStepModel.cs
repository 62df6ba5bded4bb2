using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Serving;

/// <summary>
/// A language model on one device that takes one token of each of several sequences at a time. What a sequence has read
/// stays in its slot. A row's logits depend on that row's slot, token and place alone, whatever else is in the batch.
/// Used by one thread at a time.
/// </summary>
public interface IStepModel : IDisposable
{
    /// <summary>Slots for sequences.</summary>
    int Slots { get; }

    /// <summary>Size of the vocabulary: logits of one row.</summary>
    int Vocabulary { get; }

    /// <summary>Tokens a sequence can have at most.</summary>
    int Context { get; }

    /// <summary>Warmed batch sizes with what a step at each was measured to cost.</summary>
    StepCosts Costs { get; }

    /// <summary>One step.</summary>
    /// <param name="slots">Slot of each row; distinct. At most the largest warmed batch.</param>
    /// <param name="tokens">Token each row reads, as many as slots.</param>
    /// <param name="positions">Tokens each slot has read before this one; 0 begins a sequence anew.</param>
    /// <param name="batchSize">Warmed size the step runs at, at least the number of rows; rows beyond are padding.</param>
    /// <param name="logits">Takes rows × <see cref="Vocabulary"/> logits, row by row.</param>
    /// <exception cref="DeviceLostException">The device is gone; this model is of no use any more.</exception>
    void Step(ReadOnlySpan<int> slots, ReadOnlySpan<int> tokens, ReadOnlySpan<int> positions, int batchSize, Span<float> logits);
}

/// <summary>A device stopped working in the middle of a step.</summary>
/// <param name="message">What the runtime said.</param>
/// <param name="inner">The runtime's own exception.</param>
public sealed class DeviceLostException(string message, Exception? inner = null) : Exception(message, inner);
