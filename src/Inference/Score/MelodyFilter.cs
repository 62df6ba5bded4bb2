using SessionService.Inference.Packages;

namespace SessionService.Inference.Score;

/// <summary>
/// A Bloom filter (Bloom, CACM 1970) of the eight-note shapes of training melodies: intervals and rhythm, so that it knows
/// transpositions. A false hit, one in a hundred, only forbids more.
/// </summary>
public sealed class MelodyFilter
{
    /// <summary>Pairs of successive notes in a shape.</summary>
    public const int Pairs = 7;

    private const ulong Prime = 0x100000001B3;

    private readonly ReadOnlyMemory<byte> data;
    private readonly ulong bits;
    private readonly int hashes;

    /// <summary>A filter of a file.</summary>
    /// <param name="data">The bits, bit j in byte j / 8 at place j mod 8.</param>
    /// <param name="hashes">Bits of each shape, 1 to 32.</param>
    /// <exception cref="ArgumentException">It has no bits, or another number of hashes.</exception>
    public MelodyFilter(ReadOnlyMemory<byte> data, int hashes)
    {
        if (data.IsEmpty || hashes is < 1 or > 32)
        {
            throw new ArgumentException($"{data.Length} bytes and {hashes} hashes: bytes and 1 to 32 hashes were expected.", nameof(data));
        }

        this.data = data;
        bits = 8UL * (ulong)data.Length;
        this.hashes = hashes;
    }

    /// <summary>The filter of a package; null where it has none.</summary>
    /// <exception cref="PackageException">The file is not what <c>model.json</c> says.</exception>
    public static MelodyFilter? Of(ModelPackage package)
    {
        if (package.Manifest.MelodyFilter is not { } info)
        {
            return null;
        }

        ReadOnlyMemory<byte> file = package.Content("melody-filter");
        return info.Notes == Pairs + 1 && info.Bits == 8L * file.Length && info.Hashes is >= 1 and <= 32
            ? new MelodyFilter(file, info.Hashes)
            : throw new PackageException(
                package.Folder, $"a melody filter of {info.Notes} notes, {info.Bits} bits and {info.Hashes} hashes in {file.Length} bytes.");
    }

    /// <summary>Adds a pair of notes to the number of a shape; it begins with 0.</summary>
    /// <param name="shape">The number so far.</param>
    /// <param name="semitones">From the earlier note to the later.</param>
    /// <param name="ticks">From onset to onset, 24 to the quarter.</param>
    public static ulong Add(ulong shape, int semitones, int ticks) =>
        (shape ^ (ulong)((256 * (Math.Clamp(semitones, -24, 24) + 25)) + Math.Min(ticks / 2, 255))) * Prime;

    /// <summary>Whether a shape may be one of a training melody.</summary>
    /// <param name="shape">Number of seven pairs.</param>
    public bool Contains(ulong shape)
    {
        ulong mixed = Mix(shape);
        ulong step = (mixed >> 32) | 1;
        ulong at = mixed & 0xFFFFFFFF;
        ReadOnlySpan<byte> bytes = data.Span;
        for (int i = 0; i < hashes; i++, at += step)
        {
            ulong bit = at % bits;
            if ((bytes[(int)(bit / 8)] >> (int)(bit % 8) & 1) == 0)
            {
                return false;
            }
        }

        return true;
    }

    // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15UL;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
