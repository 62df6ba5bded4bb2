using SessionService.Music.Score;
using SessionService.Music.Styles.Ambient;
using SessionService.Music.Styles.Cinematic;
using SessionService.Music.Styles.LoFi;

namespace SessionService.Music.Styles;

/// <summary>The styles the engine knows.</summary>
public static class StyleCatalogue
{
    /// <summary>All styles in order of name.</summary>
    public static IReadOnlyList<Style> All { get; } =
    [
        new("ambient", "Slow pads and bells in a large room; no beat to count.", 70, Instruments(
                ("ambient-kit", -12), ("sub-bass", -9), ("warm-pad", -6), ("glass-bells", -12), ("soft-lead", -10), ("wind-texture", -16)),
            new("glass-bells", -8), new(6.0, 0.4, 30, 0.5, 1.5, 0.45, 0.25))
            {
                Idiom = AmbientIdiom.Create(),
                Mix = new() { TrimDb = 8 },
            },
        new("cinematic", "Strings, low drums and a horn; from calm to battle.", 96, Instruments(
                ("epic-kit", -6), ("low-strings", -7), ("string-ensemble", -8), ("harp", -10), ("horn-lead", -8), ("dark-texture", -16)),
            new("orchestra-bell", -8), new(3.2, 0.35, 25, 0.38, 1.0, 0.25, 0.1))
            {
                Idiom = CinematicIdiom.Create(),
                Mix = new() { TrimDb = 6.5 },
            },
        new("lo-fi", "A dusty electric piano over a lazy, swung beat.", 78, Instruments(
                ("lofi-kit", -5), ("round-bass", -6), ("electric-piano", -8), ("plucked-guitar", -11), ("muted-lead", -11), ("vinyl-texture", -22)),
            new("vibraphone", -8), new(1.4, 0.6, 12, 0.22, 0.75, 0.35, 0.16))
            {
                Idiom = LoFiIdiom.Create(),
                Mix = new() { TrimDb = 8 },
            },
    ];

    /// <summary>A style by name, or null.</summary>
    /// <param name="name">Exact name.</param>
    public static Style? Find(string name)
    {
        for (int i = 0; i < All.Count; i++)
        {
            if (string.Equals(All[i].Name, name, StringComparison.Ordinal))
            {
                return All[i];
            }
        }

        return null;
    }

    private static Dictionary<Part, InstrumentChoice> Instruments(
        (string Name, double Db) drums, (string Name, double Db) bass, (string Name, double Db) chords,
        (string Name, double Db) arp, (string Name, double Db) lead, (string Name, double Db) texture) => new()
        {
            [Part.Drums] = new(drums.Name, drums.Db),
            [Part.Bass] = new(bass.Name, bass.Db),
            [Part.Chords] = new(chords.Name, chords.Db),
            [Part.Arp] = new(arp.Name, arp.Db),
            [Part.Lead] = new(lead.Name, lead.Db),
            [Part.Texture] = new(texture.Name, texture.Db),
        };
}
