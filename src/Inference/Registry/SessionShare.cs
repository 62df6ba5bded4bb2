namespace SessionService.Inference.Registry;

/// <summary>
/// Where a session stands among all, from 0 to 1, by FNV-1a over its names and the finaliser of SplitMix64, which spreads what
/// FNV leaves close together. The same in every process and for good: sessions below a share stay below a larger one.
/// </summary>
public static class SessionShare
{
    /// <summary>The place of a session.</summary>
    /// <param name="model">Name of the model, so that trials of two models are not of the same sessions.</param>
    /// <param name="tenant">Whose session.</param>
    /// <param name="session">Its id.</param>
    /// <returns>At least 0 and below 1.</returns>
    public static double Of(string model, string tenant, string session)
    {
        ulong hash = 14695981039346656037UL;
        hash = Text(Text(Text(hash, model), tenant), session);
        hash += 0x9E3779B97F4A7C15UL;
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9UL;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBUL;
        return ((hash ^ (hash >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    // The length at the end keeps "ab", "c" apart from "a", "bc".
    private static ulong Text(ulong hash, string text)
    {
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return (hash ^ (uint)text.Length) * 1099511628211UL;
    }
}
