using SessionService.Inference.Scheduling;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Serving;

/// <summary>A model whose logits are a hash of all that a slot has read: whoever mixes up slots or places is found out.</summary>
internal sealed class HashModel(int slots, params int[] sizes) : IStepModel
{
    private readonly ulong[] read = new ulong[slots];
    private readonly int[] places = new int[slots];

    public int Slots => slots;

    public int Vocabulary => 16;

    public int Context => 256;

    public int RowWidth => 2;

    public int PrefillLimit => 4;

    public StepCosts Costs { get; } = new([.. sizes.Select(size => (size, 100.0 + size))]);

    public bool IsAccelerator { get; init; }

    public List<int> Batches { get; } = [];

    public Action Works { get; set; } = () => { };

    public Func<int, bool> LosesItself { get; set; } = _ => false;

    public bool SaysNonsense { get; set; }

    public bool Disposed { get; private set; }

    public void Prefill(int slot, ReadOnlySpan<long> rows, int position)
    {
        Require(rows.Length is > 0 and <= 8);
        for (int i = 0; i < rows.Length; i += RowWidth)
        {
            Read(slot, rows[i..], position + (i / RowWidth));
        }
    }

    public void Step(ReadOnlySpan<int> rows, ReadOnlySpan<long> tokens, ReadOnlySpan<int> positions, int batchSize, Span<float> logits)
    {
        if (LosesItself(Batches.Count))
        {
            throw new DeviceLostException("gone");
        }

        Batches.Add(rows.Length);
        Works();
        Require(rows.Length <= batchSize);
        for (int row = 0; row < rows.Length; row++)
        {
            int slot = rows[row];
            Read(slot, tokens[(row * RowWidth)..], positions[row]);
            for (int i = 0; i < Vocabulary; i++)
            {
                logits[(row * Vocabulary) + i] = SaysNonsense ? float.NaN : ((read[slot] >> (i * 4)) & 15) / 4f;
            }
        }
    }

    public void Dispose() => Disposed = true;

    private void Read(int slot, ReadOnlySpan<long> row, int position)
    {
        Require(position == 0 || position == places[slot]);
        Require(row[1] == position);
        ulong before = position == 0 ? 0 : read[slot];
        read[slot] = (before * 6364136223846793005UL) + (ulong)row[0] + 1442695040888963407UL;
        places[slot] = position + 1;
    }

    // Assertions allocate, and a test counts that.
    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("Slots or places are mixed up.");
        }
    }
}
