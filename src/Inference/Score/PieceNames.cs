using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SessionService.Inference.Score;

/// <summary>
/// Names of the beginnings of a sequence: half of a SHA-256 (FIPS 180-4) over owner and all numbers of the tokens so far, so that what two
/// sequences have read is the same where the names are.
/// </summary>
internal static class PieceNames
{
    private const int NameBytes = 16;

    /// <summary>The name of each beginning.</summary>
    /// <param name="owner">Whose the sequence is.</param>
    /// <param name="rows">Tokens × <see cref="Tokenizer.RowWidth"/> numbers, at least up to the last cut.</param>
    /// <param name="cuts">Where the beginnings end, ascending.</param>
    public static UInt128[] Of(string owner, ReadOnlySpan<short> rows, IReadOnlyList<int> cuts)
    {
        UInt128[] names = new UInt128[cuts.Count];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(owner), hash);
        byte[] text = new byte[NameBytes + (cuts.Count == 0 ? 0 : cuts[^1] * Tokenizer.RowWidth * sizeof(short))];
        for (int i = 0, from = 0; i < names.Length; from = cuts[i++])
        {
            ReadOnlySpan<byte> piece = MemoryMarshal.AsBytes(rows[(from * Tokenizer.RowWidth)..(cuts[i] * Tokenizer.RowWidth)]);
            hash[..NameBytes].CopyTo(text);
            piece.CopyTo(text.AsSpan(NameBytes));
            SHA256.HashData(text.AsSpan(0, NameBytes + piece.Length), hash);
            names[i] = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }

        return names;
    }
}
