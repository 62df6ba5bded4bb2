using SessionService.Synthesis.Instruments;

namespace SessionService.Synthesis;

/// <summary>The instruments the renderer can play, by name.</summary>
public static class InstrumentCatalogue
{
    private static readonly Instrument[] All =
    [
        .. AmbientInstruments.All, .. LofiInstruments.All, .. CinematicInstruments.All, .. SynthwaveInstruments.All,
        .. ChiptuneInstruments.All, .. HouseInstruments.All, .. DrumAndBassInstruments.All, .. JazzInstruments.All,
        .. FolkInstruments.All, .. TensionInstruments.All, .. MeditationInstruments.All, .. FunkInstruments.All,
        .. SharedInstruments.All,
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(i => i.Name)];

    /// <summary>The keys an instrument plays well. Others sound, but not as it should; a kit's are silent.</summary>
    /// <param name="name">Exact name.</param>
    /// <returns>Lowest and highest MIDI key; for a kit, of its General MIDI percussion keys.</returns>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static (int Lowest, int Highest) RangeOf(string name) => Get(name).Range;

    /// <summary>An instrument.</summary>
    /// <param name="name">Exact name.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    internal static Instrument Get(string name) =>
        Array.Find(All, i => string.Equals(i.Name, name, StringComparison.Ordinal))
        ?? throw new ArgumentException($"There is no instrument '{name}'. There are: {string.Join(", ", Names)}.", nameof(name));
}
