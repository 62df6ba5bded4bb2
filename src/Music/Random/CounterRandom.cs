namespace SessionService.Music.Random;

/// <summary>
/// Counter-based randomness: a pure function from (seed, section, bar, part, counter) to a number, so that any bar can
/// be written again without the bars before it and in any order of threads.
/// The mixing function is the finaliser of SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", OOPSLA 2014).
/// </summary>
public struct CounterRandom
{
    private readonly ulong key;
    private ulong counter;

    private CounterRandom(ulong key)
    {
        this.key = key;
        counter = 0;
    }

    /// <summary>The stream for a key; streams of different keys are independent.</summary>
    /// <param name="seed">The session's seed.</param>
    /// <param name="section">Ordinal of the section (scene visit).</param>
    /// <param name="bar">Bar index.</param>
    /// <param name="part">Which part, or any other small number that separates uses.</param>
    public static CounterRandom For(ulong seed, int section, int bar, int part)
    {
        ulong k = Mix(seed + 0x9E3779B97F4A7C15UL);
        k = Mix(k ^ ((ulong)(uint)section * 0xD1B54A32D192ED03UL));
        k = Mix(k ^ ((ulong)(uint)bar * 0xABC98388FB8FAC03UL));
        k = Mix(k ^ ((ulong)(uint)part * 0x8CB92BA72F3D8DD7UL));
        return new CounterRandom(k);
    }

    /// <summary>A number of this stream by its place, 0 for the first; nothing is used up.</summary>
    /// <param name="index">Any place.</param>
    /// <returns>At least 0 and below 1.</returns>
    public readonly double ValueAt(int index) =>
        (Mix(key + ((ulong)(uint)index + 1) * 0x9E3779B97F4A7C15UL) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next 64 bits of this stream.</summary>
    public ulong NextUInt64() => Mix(key + (++counter * 0x9E3779B97F4A7C15UL));

    /// <summary>A number at least 0 and below 1, in steps of 2⁻⁵³.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer at least 0 and below <paramref name="bound"/>.</summary>
    /// <param name="bound">Exclusive upper bound, at least 1.</param>
    public int Next(int bound) => (int)(((NextUInt64() >> 32) * (ulong)(uint)bound) >> 32);

    /// <summary>True with the given probability.</summary>
    /// <param name="probability">0 (never) to 1 (always).</param>
    public bool Chance(double probability) => NextDouble() < probability;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
