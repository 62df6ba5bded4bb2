using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx;

/// <summary>
/// Keys and values of all slots: for each layer two arrays [slot, head, token, width], so that the first B slots are a batch
/// of B as they lie. Rows that were never written are zeros, as the graph asks.
/// </summary>
internal sealed class SlotMemory
{
    private readonly int sequences;
    private readonly int heads;
    private readonly int context;
    private readonly int width;
    private readonly float[][] arrays;
    private readonly float[] aside;
    private readonly int[] read;

    /// <summary>Allocates it, pinned.</summary>
    /// <param name="shape">What a token leaves.</param>
    /// <param name="slots">Slots.</param>
    /// <param name="context">Tokens of each.</param>
    /// <param name="sequences">Sequences of each slot, which are always together: their heads lie one after the other.</param>
    public SlotMemory(CacheShape shape, int slots, int context, int sequences = 1)
    {
        this.sequences = sequences;
        heads = sequences * shape.KeyValueHeads;
        width = shape.HeadWidth;
        this.context = context;
        aside = new float[context * width];
        read = new int[slots];
        arrays = new float[2 * shape.Layers][];
        for (int i = 0; i < arrays.Length; i++)
        {
            arrays[i] = GC.AllocateArray<float>(slots * heads * context * width, pinned: true);
        }
    }

    /// <summary>Arrays: keys and values of each layer in turn.</summary>
    public int Count => arrays.Length;

    private int SlotLength => heads * context * width;

    /// <summary>The part of an array that holds some slots, as the graph wants it.</summary>
    public OrtValue View(int array, int firstSlot, int slots) => OrtValue.CreateTensorValueFromMemory(
        OrtMemoryInfo.DefaultInstance, arrays[array].AsMemory(firstSlot * SlotLength, slots * SlotLength), [slots * sequences, heads / sequences, context, width]);

    /// <summary>Copies what a slot has read, as the past of that slot alone.</summary>
    /// <param name="array">Which array.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="tokens">Tokens it has read.</param>
    /// <param name="past">Takes [head, room, width].</param>
    /// <param name="room">Tokens each head has room for there, at least <paramref name="tokens"/>.</param>
    public void Read(int array, int slot, int tokens, Span<float> past, int room)
    {
        for (int head = 0; head < heads; head++)
        {
            Rows(array, slot, head, 0, tokens).CopyTo(past[(head * room * width)..]);
        }
    }

    /// <summary>Takes what the graph gave for new tokens: [rows, head, token, width] of one array.</summary>
    /// <param name="array">Which array.</param>
    /// <param name="fresh">What it gave.</param>
    /// <param name="row">Row within it.</param>
    /// <param name="slot">Slot that row is.</param>
    /// <param name="position">Token from which on it is written.</param>
    /// <param name="given">Tokens of each row.</param>
    /// <param name="kept">Tokens of them that are kept.</param>
    public void Write(int array, ReadOnlySpan<float> fresh, int row, int slot, int position, int given, int kept)
    {
        read[slot] = position + kept;
        for (int head = 0; head < heads; head++)
        {
            fresh.Slice(((row * heads) + head) * given * width, kept * width)
                .CopyTo(arrays[array].AsSpan((slot * SlotLength) + (((head * context) + position) * width)));
        }
    }

    /// <summary>What a slot has read of some tokens, in one array and head.</summary>
    public Span<float> Rows(int array, int slot, int head, int position, int tokens) =>
        arrays[array].AsSpan((slot * SlotLength) + (((head * context) + position) * width), tokens * width);

    /// <summary>Says what a slot has read where that came another way than by <see cref="Write"/>.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="tokens">Tokens; 0 where nobody is in the slot any more.</param>
    public void HasRead(int slot, int tokens) => read[slot] = tokens;

    /// <summary>Exchanges what two slots have read; what lies behind that stays where it is.</summary>
    /// <param name="left">One slot.</param>
    /// <param name="right">Another.</param>
    public void Swap(int left, int right)
    {
        (int here, int there) = (read[left], read[right]);
        for (int array = 0; array < arrays.Length; array++)
        {
            for (int head = 0; head < heads; head++)
            {
                Span<float> one = Rows(array, left, head, 0, here);
                one.CopyTo(aside);
                Rows(array, right, head, 0, there).CopyTo(Rows(array, left, head, 0, there));
                aside.AsSpan(0, one.Length).CopyTo(Rows(array, right, head, 0, here));
            }
        }

        (read[left], read[right]) = (there, here);
    }
}
