using SessionService.Inference.Scheduling;
using SessionService.Inference.Score;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Support;

/// <summary>A model of the preview's words that gives every token the same score, or none a number.</summary>
internal sealed class FakeScores(int slots, bool nonsense = false) : IStepModel
{
    public int Slots => slots;

    public int Vocabulary => Models.Words.Size;

    public int Context => 512;

    public int RowWidth => Tokenizer.RowWidth;

    public int PrefillLimit => 64;

    public StepCosts Costs { get; } = new((1, 100), (slots, 200));

    public int Steps { get; private set; }

    /// <summary>Whether its device is lost in the next step.</summary>
    public bool IsLost { get; set; }

    public void Prefill(int slot, ReadOnlySpan<long> rows, int position)
    {
    }

    public void Step(ReadOnlySpan<int> rows, ReadOnlySpan<long> tokens, ReadOnlySpan<int> positions, int batchSize, Span<float> logits)
    {
        if (IsLost)
        {
            throw new DeviceLostException("gone");
        }

        Steps++;
        logits.Fill(nonsense ? float.NaN : 0);
    }

    public void Dispose()
    {
    }
}
