using System.Globalization;

namespace SessionService.Bench.Service;

/// <summary>Options of a benchmark: <c>--name value</c> pairs.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>Reads the words after the benchmark's name.</summary>
    /// <exception cref="FormatException">A word is not a known option, or its value is missing.</exception>
    public Arguments(ReadOnlySpan<string> words, params string[] known)
    {
        for (int i = 0; i < words.Length; i += 2)
        {
            if (!known.Contains(words[i], StringComparer.Ordinal) || i + 1 >= words.Length)
            {
                throw new FormatException($"'{words[i]}': expected {string.Join(" N, ", known)} N.");
            }

            values[words[i]] = words[i + 1];
        }
    }

    /// <summary>A whole number, or what holds where it is not given.</summary>
    public int Int(string name, int otherwise) =>
        values.TryGetValue(name, out string? text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>A text, or what holds where it is not given.</summary>
    public string Text(string name, string otherwise) => values.GetValueOrDefault(name, otherwise);
}
