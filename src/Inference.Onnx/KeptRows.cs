using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx;

/// <summary>
/// What was read of tokens that will be read again: pages of sixteen tokens, by the name of all that was read up to them. Where there is
/// no room left, what was used longest ago is forgotten.
/// </summary>
/// <param name="shape">Keys and values of a token.</param>
/// <param name="bytes">Most memory; it is taken page by page as it is needed.</param>
internal sealed class KeptRows(CacheShape shape, long bytes)
{
    private const int PageTokens = 16;

    private readonly int pageLength = 2 * shape.Layers * shape.KeyValueHeads * PageTokens * shape.HeadWidth;
    private readonly Dictionary<UInt128, LinkedListNode<Piece>> pieces = [];
    private readonly LinkedList<Piece> byUse = [];
    private readonly Stack<float[]> free = new();
    private long taken;

    /// <summary>Keeps what a row of the memory has read of some tokens.</summary>
    public void Keep(SlotMemory memory, int row, UInt128 name, int position, int tokens)
    {
        int needed = (tokens + PageTokens - 1) / PageTokens;
        if (pieces.ContainsKey(name) || (long)needed * pageLength * sizeof(float) > bytes)
        {
            return;
        }

        float[][] pages = new float[needed][];
        for (int i = 0; i < needed; i++)
        {
            pages[i] = Take();
        }

        Piece piece = new(name, position, tokens, pages);
        Copy(memory, row, piece, true);
        pieces[name] = byUse.AddLast(piece);
    }

    /// <summary>Writes what was kept into a row of the memory; false where nothing is known by the name.</summary>
    public bool TryRecall(SlotMemory memory, int row, UInt128 name, int position, int tokens)
    {
        if (!pieces.TryGetValue(name, out LinkedListNode<Piece>? node) || node.Value.Position != position || node.Value.Tokens != tokens)
        {
            return false;
        }

        byUse.Remove(node);
        byUse.AddLast(node);
        Copy(memory, row, node.Value, false);
        return true;
    }

    private float[] Take()
    {
        while (free.Count == 0 && (taken + 1) * pageLength * sizeof(float) > bytes)
        {
            Piece oldest = byUse.First!.Value;
            byUse.RemoveFirst();
            pieces.Remove(oldest.Name);
            Array.ForEach(oldest.Pages, free.Push);
        }

        if (free.TryPop(out float[]? page))
        {
            return page;
        }

        taken++;
        return GC.AllocateUninitializedArray<float>(pageLength);
    }

    private void Copy(SlotMemory memory, int row, Piece piece, bool keep)
    {
        for (int page = 0, done = 0; page < piece.Pages.Length; page++, done += PageTokens)
        {
            int tokens = Math.Min(PageTokens, piece.Tokens - done);
            Span<float> left = piece.Pages[page];
            for (int array = 0; array < memory.Count; array++)
            {
                for (int head = 0; head < shape.KeyValueHeads; head++)
                {
                    Span<float> rows = memory.Rows(array, row, head, piece.Position + done, tokens);
                    Span<float> kept = left[..rows.Length];
                    (keep ? rows : kept).CopyTo(keep ? kept : rows);
                    left = left[rows.Length..];
                }
            }
        }
    }

    private sealed record Piece(UInt128 Name, int Position, int Tokens, float[][] Pages);
}
