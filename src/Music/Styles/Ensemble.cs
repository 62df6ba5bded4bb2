using SessionService.Music.Score;

namespace SessionService.Music.Styles;

/// <summary>Writes down who plays a style's parts and where they lie.</summary>
internal static class Ensemble
{
    /// <summary>Instruments with their levels in dB.</summary>
    public static IReadOnlyDictionary<Part, InstrumentChoice> Of(
        (string Name, double Db) drums, (string Name, double Db) bass, (string Name, double Db) chords,
        (string Name, double Db) arp, (string Name, double Db) lead, (string Name, double Db) texture,
        (string Name, double Db) counter) => new Dictionary<Part, InstrumentChoice>
        {
            [Part.Drums] = new(drums.Name, drums.Db),
            [Part.Bass] = new(bass.Name, bass.Db),
            [Part.Chords] = new(chords.Name, chords.Db),
            [Part.Arp] = new(arp.Name, arp.Db),
            [Part.Lead] = new(lead.Name, lead.Db),
            [Part.Texture] = new(texture.Name, texture.Db),
            [Part.Counter] = new(counter.Name, counter.Db),
        };

    /// <summary>Keys of each pitched part, lowest and highest.</summary>
    public static IReadOnlyDictionary<Part, PartRange> Ranges(
        (int Low, int High) bass, (int Low, int High) chords, (int Low, int High) arp, (int Low, int High) lead,
        (int Low, int High) texture, (int Low, int High) counter) => new Dictionary<Part, PartRange>
        {
            [Part.Bass] = new(bass.Low, bass.High),
            [Part.Chords] = new(chords.Low, chords.High),
            [Part.Arp] = new(arp.Low, arp.High),
            [Part.Lead] = new(lead.Low, lead.High),
            [Part.Texture] = new(texture.Low, texture.High),
            [Part.Counter] = new(counter.Low, counter.High),
        };
}
