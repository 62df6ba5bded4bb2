namespace SessionService.Synthesis.SoundFont;

/// <summary>Which phrase an instrument's level is measured with.</summary>
internal enum Role
{
    /// <summary>Low single notes.</summary>
    Bass,

    /// <summary>Chords of four.</summary>
    Chords,

    /// <summary>Single notes in the middle.</summary>
    Melody,
}

/// <summary>A built-in instrument and the sound of the General MIDI set that takes its place.</summary>
/// <param name="Instrument">Name in the catalogue.</param>
/// <param name="Number">Program, 0 to 127, of bank 0.</param>
/// <param name="Role">What it plays.</param>
internal sealed record Program(string Instrument, int Number, Role Role);

/// <summary>
/// What gains by being recorded: instruments that are struck, plucked, blown and bowed in the world. Synthesisers, drums,
/// textures and what has effects of its own (the electric piano, the organ's cabinet) stay built in.
/// </summary>
internal static class Programs
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Program> All { get; } =
    [
        new("grand-piano", 0, Role.Chords),
        new("celesta", 8, Role.Melody),
        new("glockenspiel", 9, Role.Melody),
        new("music-box", 10, Role.Melody),
        new("vibraphone", 11, Role.Melody),
        new("marimba", 12, Role.Melody),
        new("tubular-bells", 14, Role.Melody),
        new("accordion", 21, Role.Chords),
        new("steel-guitar", 25, Role.Chords),
        new("jazz-guitar", 26, Role.Melody),
        new("upright-bass", 32, Role.Bass),
        new("acoustic-bass", 32, Role.Bass),
        new("fiddle", 40, Role.Melody),
        new("solo-cello", 42, Role.Melody),
        new("contrabass", 43, Role.Bass),
        new("tremolo-strings", 44, Role.Chords),
        new("pizzicato", 45, Role.Melody),
        new("harp", 46, Role.Melody),
        new("string-ensemble", 48, Role.Chords),
        new("low-strings", 48, Role.Bass),
        new("choir", 52, Role.Chords),
        new("muted-trumpet", 59, Role.Melody),
        new("horn-lead", 60, Role.Melody),
        new("oboe", 68, Role.Melody),
        new("flute", 73, Role.Melody),
        new("kalimba", 108, Role.Melody),
    ];
}
