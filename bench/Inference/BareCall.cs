using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Packages;

namespace SessionService.Bench.Inference;

/// <summary>One shape of the graph with everything bound.</summary>
internal sealed class BareCall : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions run = new();
    private readonly OrtIoBinding binding;
    private readonly List<OrtValue> values = [];
    private readonly float[][] past;
    private readonly float[][] fresh;
    private readonly CacheShape cache;
    private readonly int first;
    private readonly int batch;
    private readonly int count;
    private readonly int room;

    public BareCall(InferenceSession session, ModelManifest manifest, float[][] past, int first, int batch, int count, int room, bool begins = false)
    {
        (this.session, this.past, this.first, this.batch, this.count, this.room) = (session, past, first, batch, count, room);
        cache = manifest.Cache;
        int width = BareLoop.Width(manifest.Inputs, "rows");
        Words = BareLoop.Width(manifest.Outputs, "scores");
        binding = session.CreateIoBinding();
        Rows = new long[batch * count * width];
        Lengths = new long[batch];
        Scores = new float[batch * count * Words];
        binding.BindInput("rows", Of(Rows, Rows.Length, [batch, count, width]));
        binding.BindInput("lengths", Of(Lengths, batch, [batch]));
        binding.BindOutput("scores", Of(Scores, Scores.Length, [batch, count, Words]));
        fresh = new float[past.Length][];
        int slot = cache.KeyValueHeads * room * cache.HeadWidth;
        for (int i = 0; i < past.Length; i++)
        {
            string name = $"{(i % 2 == 0 ? "key" : "value")}_{i / 2}";
            int rows = begins ? 1 : room;
            OrtValue held = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, past[i].AsMemory(first * slot, batch * slot / room * rows), [batch, cache.KeyValueHeads, rows, cache.HeadWidth]);
            values.Add(held);
            binding.BindInput($"past_{name}", held);
            fresh[i] = new float[batch * cache.KeyValueHeads * count * cache.HeadWidth];
            binding.BindOutput($"new_{name}", Of(fresh[i], fresh[i].Length, [batch, cache.KeyValueHeads, count, cache.HeadWidth]));
        }
    }

    public long[] Rows { get; }

    public long[] Lengths { get; }

    public float[] Scores { get; }

    public int Words { get; }

    public void Run() => session.RunWithBinding(run, binding);

    /// <summary>Takes the new keys and values into the past.</summary>
    public void Keep()
    {
        int length = count * cache.HeadWidth;
        for (int i = 0; i < past.Length; i++)
        {
            for (int head = 0; head < batch * cache.KeyValueHeads; head++)
            {
                int row = head / cache.KeyValueHeads;
                int at = (((first * cache.KeyValueHeads) + head) * room) + (int)Lengths[row];
                fresh[i].AsSpan(head * length, length).CopyTo(past[i].AsSpan(at * cache.HeadWidth));
            }
        }
    }

    /// <summary>Takes the new keys and values of its one sequence into a slot of a larger past.</summary>
    public void KeepIn(float[][] slots, int slotRoom, int slot, int position)
    {
        int length = count * cache.HeadWidth;
        for (int i = 0; i < slots.Length; i++)
        {
            for (int head = 0; head < cache.KeyValueHeads; head++)
            {
                int at = (((slot * cache.KeyValueHeads) + head) * slotRoom) + position;
                fresh[i].AsSpan(head * length, length).CopyTo(slots[i].AsSpan(at * cache.HeadWidth));
            }
        }
    }

    public void Dispose()
    {
        binding.Dispose();
        run.Dispose();
        values.ForEach(value => value.Dispose());
    }

    private OrtValue Of<T>(T[] memory, int length, long[] shape)
        where T : unmanaged
    {
        OrtValue value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, length), shape);
        values.Add(value);
        return value;
    }
}
