using SessionService.Inference.Scheduling;
using SessionService.Inference.Serving;

namespace SessionService.Bench.Inference;

/// <summary>A model that notes what its thread works in which of its calls, microseconds of processor time.</summary>
/// <param name="model">The model; disposed of with this one.</param>
internal sealed class TimedModel(IStepModel model) : IStepModel
{
    private long first = -1;

    /// <summary>Reading prompts.</summary>
    public long Prompts { get; private set; }

    /// <summary>Calls that read prompts.</summary>
    public long PromptCalls { get; private set; }

    /// <summary>Steps.</summary>
    public long Steps { get; private set; }

    /// <summary>Keeping what was read, and recalling it.</summary>
    public long Kept { get; private set; }

    /// <summary>All that the thread worked from its first call on to the end of its latest.</summary>
    public long Whole { get; private set; }

    /// <inheritdoc/>
    public int Slots => model.Slots;

    /// <inheritdoc/>
    public int Vocabulary => model.Vocabulary;

    /// <inheritdoc/>
    public int Context => model.Context;

    /// <inheritdoc/>
    public int RowWidth => model.RowWidth;

    /// <inheritdoc/>
    public int PrefillLimit => model.PrefillLimit;

    /// <inheritdoc/>
    public StepCosts Costs => model.Costs;

    /// <summary>Begins to count anew.</summary>
    public void Reset() => (first, Prompts, PromptCalls, Steps, Kept, Whole) = (-1, 0, 0, 0, 0, 0);

    /// <inheritdoc/>
    public void Step(ReadOnlySpan<int> slots, ReadOnlySpan<long> rows, ReadOnlySpan<int> positions, int batchSize, Span<float> logits)
    {
        long began = Begin();
        model.Step(slots, rows, positions, batchSize, logits);
        Steps += End(began);
    }

    /// <inheritdoc/>
    public void Prefill(int slot, ReadOnlySpan<long> rows, int position)
    {
        long began = Begin();
        model.Prefill(slot, rows, position);
        Prompts += End(began);
        PromptCalls++;
    }

    /// <inheritdoc/>
    public void Keep(int slot, UInt128 name, int position, int tokens)
    {
        long began = Begin();
        model.Keep(slot, name, position, tokens);
        Kept += End(began);
    }

    /// <inheritdoc/>
    public bool TryRecall(int slot, UInt128 name, int position, int tokens)
    {
        long began = Begin();
        bool known = model.TryRecall(slot, name, position, tokens);
        Kept += End(began);
        return known;
    }

    /// <inheritdoc/>
    public void Vacate(int slot) => model.Vacate(slot);

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();

    private long Begin()
    {
        long now = ThreadCpuClock.Microseconds();
        first = first < 0 ? now : first;
        return now;
    }

    private long End(long began)
    {
        long now = ThreadCpuClock.Microseconds();
        Whole = now - first;
        return now - began;
    }
}
