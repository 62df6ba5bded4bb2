using System.Globalization;

namespace SessionService.Chaos;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Settings
{
    /// <summary>Sessions, each with one listener; the default is 100.</summary>
    public int Sessions { get; init; } = 100;

    /// <summary>Of these, sessions whose listener takes PCM and keeps it, to hold it against a replay; the default is 2.</summary>
    public int Recorded { get; init; } = 2;

    /// <summary>Seconds between two commands of a session; the default is 2.</summary>
    public double CommandEvery { get; init; } = 2;

    /// <summary>
    /// Seconds between the last listener's coming and the counting; the default is 90: processes that have just begun spend most of their
    /// time on compiling themselves.
    /// </summary>
    public double WarmUp { get; init; } = 90;

    /// <summary>Names of scenarios; all where empty.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Where logs and results go.</summary>
    public string Folder { get; init; } = Path.Combine("artifacts", "chaos");

    /// <summary>Further options for every node.</summary>
    public IReadOnlyList<string> NodeOptions { get; init; } = [];

    /// <summary>Reads them.</summary>
    /// <exception cref="FormatException">A word is not known or not a number.</exception>
    public static Settings Read(string[] words)
    {
        var settings = new Settings();
        List<string> only = [];
        List<string> node = [];
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            string Next() => ++i < words.Length ? words[i] : throw new FormatException($"{word} needs a value.");
            switch (word)
            {
                case "--sessions":
                    settings = settings with { Sessions = int.Parse(Next(), CultureInfo.InvariantCulture) };
                    break;
                case "--recorded":
                    settings = settings with { Recorded = int.Parse(Next(), CultureInfo.InvariantCulture) };
                    break;
                case "--command-every":
                    settings = settings with { CommandEvery = double.Parse(Next(), CultureInfo.InvariantCulture) };
                    break;
                case "--warm-up":
                    settings = settings with { WarmUp = double.Parse(Next(), CultureInfo.InvariantCulture) };
                    break;
                case "--folder":
                    settings = settings with { Folder = Next() };
                    break;
                case "--node":
                    node.AddRange(Next().Split(' '));
                    break;
                default:
                    only.Add(word.StartsWith('-') ? throw new FormatException($"{word} is not known.") : word);
                    break;
            }
        }

        return settings with { Only = only, NodeOptions = node };
    }
}
