namespace SessionService.Music.Adaptation;

/// <summary>Suggests what a misspelt name may have meant.</summary>
internal static class NearestName
{
    private const int ShownCharacters = 40;
    private const int ShownNames = 12;

    /// <summary>A sentence about a name that is not among those known, with the nearest of them or a list.</summary>
    /// <param name="sentence">What is wrong.</param>
    /// <param name="name">The name found.</param>
    /// <param name="known">The names there are.</param>
    public static string Describe(string sentence, string name, IEnumerable<string> known)
    {
        List<string> names = [.. known];
        string? nearest = Find(name, names);
        string suggestion = nearest is null ? "" : $"; did you mean {Quote(nearest)}?";
        return names.Count == 0 ? $"{sentence}; there are none" : $"{sentence}{suggestion} (known: {List(names)})";
    }

    /// <summary>The known name with the fewest edits away, where that is no more than a third of its length.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        string looked = name.Length <= Limits.NameLength ? name : name[..Limits.NameLength];
        foreach (string candidate in known)
        {
            int most = Math.Min(bestDistance - 1, Math.Max(1, candidate.Length / 3));
            if (Math.Abs(looked.Length - candidate.Length) > most)
            {
                continue;
            }

            int distance = Distance(looked.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (distance <= most)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    /// <summary>Quotes a name that came from outside, shortened and free of control characters.</summary>
    public static string Quote(string name)
    {
        string shown = name.Length <= ShownCharacters ? name : name[..ShownCharacters] + "…";
        return $"\"{string.Concat(shown.Select(c => char.IsControl(c) || c == '"' ? '?' : c))}\"";
    }

    /// <summary>Names separated by commas; a long list is cut.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(ShownNames)) + (names.Count > ShownNames ? $" and {names.Count - ShownNames} more" : "");

    /// <summary>Edits from one text to another; swapping two neighbours counts as one (optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        int[,] table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int least = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                table[i, j] = swapped ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
            }
        }

        return table[a.Length, b.Length];
    }
}
