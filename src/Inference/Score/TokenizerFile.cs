using System.Text.Json;
using SessionService.Inference.Packages;
using SessionService.Music;

namespace SessionService.Inference.Score;

/// <summary><c>tokenizer.json</c> as it stands; <see cref="Read"/> takes none that this host would read wrongly.</summary>
internal sealed record TokenizerFile(
    int Format, int TicksPerQuarter, IReadOnlyList<string> Tokens, IReadOnlyList<string> Roles,
    IReadOnlyDictionary<string, TokenizerMetre> Metres, IReadOnlyDictionary<string, int[]> ChordQualities, int[] Grid,
    int LowestPitch, int HighestPitch, int LongestTicks, int RegisterSemitones, int[] CopyBars)
{
    private static readonly string[] RoleNames = ["bass", "melody", "counter", "harmony"];

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, MaxDepth = Limits.JsonDepth,
    };

    /// <summary>Reads the file.</summary>
    /// <param name="folder">Where the package is, for the reason of a refusal.</param>
    /// <param name="json">The file.</param>
    /// <exception cref="PackageException">It is not what this host reads.</exception>
    public static TokenizerFile Read(string folder, ReadOnlySpan<byte> json)
    {
        try
        {
            TokenizerFile file = JsonSerializer.Deserialize<TokenizerFile>(json, Reading)
                ?? throw new PackageException(folder, "its tokenizer is empty.");
            return file.Fault() is { } fault ? throw new PackageException(folder, $"its tokenizer: {fault}") : file;
        }
        catch (JsonException fault)
        {
            throw new PackageException(folder, $"its tokenizer at {fault.Path ?? "$"}: {fault.Message}", fault);
        }
    }

    private string? Fault()
    {
        if (Format != 1 || TicksPerQuarter != Tokenizer.TicksPerQuarter || !Roles.SequenceEqual(RoleNames, StringComparer.Ordinal))
        {
            return $"format {Format}, {TicksPerQuarter} ticks and roles {string.Join(' ', Roles)}; format 1, 24 ticks and {string.Join(' ', RoleNames)} were expected.";
        }

        if (Metres.Count == 0 || Metres.Values.Any(metre => !metre.Holds(LongestTicks)) || Grid.Any(tick => tick is < 0 or >= Tokenizer.TicksPerQuarter)
            || CopyBars is not [1, 2, 4, 8] || RegisterSemitones < 1
            || LowestPitch < 1 || HighestPitch > 127 || HighestPitch - LowestPitch < 24 || LongestTicks is < 2 or > 288
            || ChordQualities.Count == 0 || ChordQualities.Values.Any(tones => tones.Any(tone => tone is < 0 or > 24)))
        {
            return "metres, grid, pitches, chords or copies that this host does not know.";
        }

        // All that is reckoned with ids stands on the order of the words.
        string[] expected = [.. Expected()];
        for (int i = 0; i < Math.Max(expected.Length, Tokens.Count); i++)
        {
            string found = i < Tokens.Count ? Tokens[i] : "nothing";
            string wanted = i < expected.Length ? expected[i] : "nothing";
            if (!string.Equals(found, wanted, StringComparison.Ordinal))
            {
                return $"word {i} is '{found}'; '{wanted}' was expected.";
            }
        }

        return null;
    }

    private IEnumerable<string> Expected()
    {
        string[] fixedWords =
        [
            "PAD", "BOS", "BAR", "MODE_maj", "MODE_min", .. Metres.Keys.Select(name => $"METRE_{name}"), "TEMPO_unknown",
            .. Enumerable.Range(0, 5).Select(i => $"TEMPO_{i}"), .. ScoreWords.Styles.Select(name => $"STYLE_{name}"),
            .. ScoreWords.Phrases.Select(name => $"PHRASE_{name}"), .. ScoreWords.Dynamics.Select(name => $"DYNAMIC_{name}"), "CHORD_none",
        ];
        int registers = ((HighestPitch - LowestPitch) / RegisterSemitones) + 1;
        return fixedWords
            .Concat(Enumerable.Range(0, 12).SelectMany(root => ChordQualities.Keys.Select(quality => $"CHORD_{root}_{quality}")))
            .Concat(RoleNames.Select(name => $"ROLE_{name}"))
            .Concat(Enumerable.Range(0, Tokenizer.Densities).Select(i => $"DENSITY_{i}"))
            .Concat(Enumerable.Range(0, registers).Select(i => $"REGISTER_{i}"))
            .Concat(CopyBars.Select(bars => $"COPY_{bars}_exact")).Concat(CopyBars.Select(bars => $"COPY_{bars}_rhythm"))
            .Append("REST").Append("HOLD")
            .Concat(Enumerable.Range(1, LongestTicks / 2).Select(i => $"D_{2 * i}"))
            .Concat(Enumerable.Range(LowestPitch, HighestPitch - LowestPitch + 1).Select(pitch => $"P_{pitch}"));
    }
}

/// <summary>A metre of the file.</summary>
internal sealed record TokenizerMetre(int Ticks, int SecondChordAt, int[] StrongBeats)
{
    /// <summary>Whether it is a bar that durations can fill.</summary>
    public bool Holds(int longest) => Ticks >= 12 && Ticks <= longest && Ticks % 6 == 0 && SecondChordAt > 0 && SecondChordAt < Ticks;
}
