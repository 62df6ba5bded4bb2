namespace SessionService.Inference.Onnx;

/// <summary>
/// Which row of the memory each slot is in. A batch must be the first rows of the memory; whoever takes part and lies behind is
/// exchanged with one that lies before and does not.
/// </summary>
internal sealed class RowOrder
{
    private readonly int[] rowOf;
    private readonly int[] slotIn;
    private readonly bool[] taken;

    /// <summary>Slots in their own rows.</summary>
    public RowOrder(int slots)
    {
        rowOf = [.. Enumerable.Range(0, slots)];
        slotIn = [.. Enumerable.Range(0, slots)];
        taken = new bool[slots];
    }

    /// <summary>The row of a slot.</summary>
    public int RowOf(int slot) => rowOf[slot];

    /// <summary>Brings slots into the first rows, in any order.</summary>
    /// <param name="slots">Who takes part; distinct.</param>
    /// <param name="rows">Rows of the batch, at least as many as take part; whoever is there already stays.</param>
    /// <param name="swap">Told which rows to exchange.</param>
    public void BringForward(ReadOnlySpan<int> slots, int rows, Action<int, int> swap)
    {
        Array.Clear(taken);
        foreach (int slot in slots)
        {
            taken[slot] = true;
        }

        int hole = 0;
        foreach (int slot in slots)
        {
            if (rowOf[slot] < rows)
            {
                continue;
            }

            while (taken[slotIn[hole]])
            {
                hole++;
            }

            int from = rowOf[slot];
            int other = slotIn[hole];
            swap(hole, from);
            (rowOf[slot], rowOf[other]) = (hole, from);
            (slotIn[hole], slotIn[from]) = (slot, other);
        }
    }
}
