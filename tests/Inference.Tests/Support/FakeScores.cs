using SessionService.Inference.Scheduling;
using SessionService.Inference.Score;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Support;

/// <summary>A model of the preview's words that gives each token a score by its place, or none a number.</summary>
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

    /// <summary>The step at which it is lost; none where 0.</summary>
    public int LostAt { get; init; }

    public void Prefill(int slot, ReadOnlySpan<long> rows, int position)
    {
    }

    public void Step(ReadOnlySpan<int> rows, ReadOnlySpan<long> tokens, ReadOnlySpan<int> positions, int batchSize, Span<float> logits)
    {
        Steps++;
        if (IsLost || Steps == LostAt)
        {
            throw new DeviceLostException("gone");
        }

        for (int row = 0; row < rows.Length; row++)
        {
            Span<float> scores = logits.Slice(row * Vocabulary, Vocabulary);
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = nonsense ? float.NaN : ((positions[row] + 1) * (i + 7) % 31) / 8f;
            }
        }
    }

    public void Dispose()
    {
    }
}
