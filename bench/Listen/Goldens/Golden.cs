using System.Text.Json;

namespace SessionService.Listen.Goldens;

/// <summary>What a style sounded like when it was last approved.</summary>
/// <param name="Style">Name of the style.</param>
/// <param name="Arithmetic">Fingerprint of the machine's arithmetic: where it is the same, so is every bit.</param>
/// <param name="Sha256">Hash of the samples.</param>
/// <param name="Lufs">Integrated loudness.</param>
/// <param name="OctavesDb">For each second the levels of ten octaves, dBFS, 31.5 Hz to 16 kHz.</param>
public sealed record Golden(string Style, string Arithmetic, string Sha256, double Lufs, double[][] OctavesDb)
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path.</param>
    public static Golden Read(string path) =>
        JsonSerializer.Deserialize<Golden>(File.ReadAllText(path), Options) ?? throw new InvalidDataException($"{path} holds nothing.");

    /// <summary>The file's text, one second to a line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options)
        .Replace("[[", "[\n[", StringComparison.Ordinal).Replace("],[", "],\n[", StringComparison.Ordinal) + "\n";

    /// <summary>
    /// The furthest that two lie apart, dB: loudness, and every octave of every second that is louder than
    /// <paramref name="floorDb"/> in either.
    /// </summary>
    /// <param name="other">Another golden of the same length.</param>
    /// <param name="floorDb">Levels below count as this.</param>
    public double Distance(Golden other, double floorDb = -70)
    {
        double most = Math.Abs(Lufs - other.Lufs);
        for (int second = 0; second < Math.Max(OctavesDb.Length, other.OctavesDb.Length); second++)
        {
            for (int octave = 0; octave < OctavesDb[second].Length; octave++)
            {
                double a = Math.Max(floorDb, OctavesDb[second][octave]), b = Math.Max(floorDb, other.OctavesDb[second][octave]);
                most = Math.Max(most, Math.Abs(a - b));
            }
        }

        return most;
    }
}
