namespace SessionService.Inference.Onnx;

/// <summary>Pinned arrays of one call's inputs and outputs; larger ones serve smaller calls too.</summary>
/// <param name="tokens">Tokens of all its sequences together.</param>
/// <param name="sequences">Sequences.</param>
/// <param name="arrays">Arrays of keys and values.</param>
/// <param name="rowWidth">Numbers that describe a token.</param>
/// <param name="words">Words of the vocabulary.</param>
/// <param name="keyWidth">Numbers a token leaves in each array.</param>
internal sealed class BoundMemory(int tokens, int sequences, int arrays, int rowWidth, int words, int keyWidth)
{
    /// <summary>Tokens to read.</summary>
    public long[] Rows { get; } = GC.AllocateArray<long>(tokens * rowWidth, pinned: true);

    /// <summary>Tokens each sequence has read.</summary>
    public long[] Lengths { get; } = GC.AllocateArray<long>(sequences, pinned: true);

    /// <summary>What may follow each token.</summary>
    public float[] Scores { get; } = GC.AllocateArray<float>(tokens * words, pinned: true);

    /// <summary>New rows of each array.</summary>
    public float[][] Fresh { get; } = [.. Enumerable.Range(0, arrays).Select(_ => GC.AllocateArray<float>(tokens * keyWidth, pinned: true))];
}
