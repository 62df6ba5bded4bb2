using System.Text.Json;
using SessionService.Inference.Score;
using SessionService.Inference.Tests.Support;

namespace SessionService.Inference.Tests.Score;

/// <summary>What the reference in Python chose; Data/README.md says how it was made.</summary>
internal sealed record ReferenceVectors(string Filter, int Hashes, ReferenceShape[] Shapes, string Built, ReferenceCase[] Cases)
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web);

    public static ReferenceVectors Read() =>
        JsonSerializer.Deserialize<ReferenceVectors>(File.ReadAllText(PackageFiles.Data("sampling.json")), Reading)!;

    /// <summary>FNV-1a over whole numbers, 32 bits.</summary>
    public static uint Hash(IEnumerable<int> numbers) => numbers.Aggregate(2166136261u, (hash, number) => (hash ^ (uint)number) * 16777619u);

    /// <summary>The score of a token at a place, a hash of both.</summary>
    public static float Score(int place, int token) =>
        ((((((ulong)place * 7919) + ((ulong)token * 104729) + 12345) * 2654435761UL) >> 16 & 255) / 32f) - 4;
}

internal sealed record ReferenceShape(int[] Onsets, int[] Pitches, string Shape, int[] Places);

internal sealed record ReferenceCase(ulong Seed, JsonElement Rules, bool Filtered, int[] Script, int[] Tokens, uint[] Rows, long[][] Choices)
{
    private double Of(string name, double otherwise) => Rules.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;

    public ScoreRules ScoreRules => new()
    {
        Temperature = Of("temperature", 0.95), TopP = Of("top_p", 0.95), StrongBeatChordShare = Of("chord_share", 0.9),
        MelodyLeapSemitones = (int)Of("leap", 9), MelodyRepeatPenalty = Of("repeat_penalty", 0.9),
        LongestTrainingMatchNotes = (int)Of("longest_match", 11), KeepsFromParallels = !Rules.TryGetProperty("parallels", out JsonElement may) || !may.GetBoolean(),
    };
}
