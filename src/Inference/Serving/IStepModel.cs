using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Serving;

/// <summary>
/// A language model on one device that takes one token of each of several sequences at a time. What a sequence has read
/// stays in its slot. A sequence's logits depend on
/// that sequence alone, whatever else is in the batch.
/// Used by one thread at a time.
/// </summary>
public interface IStepModel : IDisposable
{
    /// <summary>Whether it runs beside the processor, whose time its steps do not take.</summary>
    bool IsAccelerator => false;

    /// <summary>Slots for sequences.</summary>
    int Slots { get; }

    /// <summary>Size of the vocabulary: logits of one row.</summary>
    int Vocabulary { get; }

    /// <summary>Tokens a sequence can have at most.</summary>
    int Context { get; }

    /// <summary>Numbers that describe one token to the model, the token's id first.</summary>
    int RowWidth { get; }

    /// <summary>Most tokens of one <see cref="Prefill"/>.</summary>
    int PrefillLimit { get; }

    /// <summary>Warmed batch sizes with what a step at each was measured to cost.</summary>
    StepCosts Costs { get; }

    /// <summary>One step: each slot reads one token.</summary>
    /// <param name="slots">Slot of each sequence; distinct. At most the largest warmed batch.</param>
    /// <param name="rows">Sequences × <see cref="RowWidth"/> numbers: the token each reads.</param>
    /// <param name="positions">Tokens each slot has read before this one; 0 begins a sequence anew.</param>
    /// <param name="batchSize">Warmed size the step runs at, at least the number of sequences; the rest is padding.</param>
    /// <param name="logits">Takes sequences × <see cref="Vocabulary"/> logits of the tokens that may follow.</param>
    /// <exception cref="DeviceLostException">The device is gone; this model is of no use any more.</exception>
    void Step(ReadOnlySpan<int> slots, ReadOnlySpan<long> rows, ReadOnlySpan<int> positions, int batchSize, Span<float> logits);

    /// <summary>One slot reads several tokens at once, of which nobody asks what may follow.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="rows">1 to <see cref="PrefillLimit"/> tokens × <see cref="RowWidth"/> numbers.</param>
    /// <param name="position">Tokens the slot has read before; 0 begins a sequence anew.</param>
    /// <exception cref="DeviceLostException">The device is gone; this model is of no use any more.</exception>
    void Prefill(int slot, ReadOnlySpan<long> rows, int position);

    /// <summary>Nobody is in a slot any more: what it has read need not be carried along.</summary>
    /// <param name="slot">The slot; whoever gets it next begins at 0 or with what is recalled.</param>
    void Vacate(int slot)
    {
    }

    /// <summary>Keeps what a slot has read of some tokens, for as long as there is room for it.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="name">Names these tokens and all before them.</param>
    /// <param name="position">Place of the first of them.</param>
    /// <param name="tokens">How many.</param>
    void Keep(int slot, UInt128 name, int position, int tokens)
    {
    }

    /// <summary>Gives a slot what was kept under a name, as if it had read it now.</summary>
    /// <param name="slot">The slot; what it has read before is what the name stands for.</param>
    /// <param name="name">As given to <see cref="Keep"/>.</param>
    /// <param name="position">Place of the first token.</param>
    /// <param name="tokens">How many.</param>
    /// <returns>False where nothing is kept under it: the tokens must be read.</returns>
    bool TryRecall(int slot, UInt128 name, int position, int tokens) => false;
}

/// <summary>A device stopped working in the middle of a step.</summary>
/// <param name="message">What the runtime said.</param>
/// <param name="inner">The runtime's own exception.</param>
public sealed class DeviceLostException(string message, Exception? inner = null) : Exception(message, inner);
