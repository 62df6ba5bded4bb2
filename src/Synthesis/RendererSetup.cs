using SessionService.Synthesis.Sampled;

namespace SessionService.Synthesis;

/// <summary>What a renderer is built for. Everything it will ever need is allocated from this.</summary>
/// <param name="Instruments">Names from <see cref="InstrumentCatalogue.Names"/>; notes index this list.</param>
/// <param name="Styles">Names of styles; scene changes index this list. The first one's space and level are used until then.</param>
/// <param name="Layers">Number of layers, at least 1. The last is the stingers': it is never ducked.</param>
/// <param name="FirstSample">Sample of the session at which rendering begins, 0 or more.</param>
public sealed record RendererSetup(
    IReadOnlyList<string> Instruments, IReadOnlyList<string> Styles, int Layers, long FirstSample)
{
    /// <summary>Recorded instruments, played in place of the built-in ones of their name; null for none.</summary>
    public ISampleLibrary? Samples { get; init; }

    /// <summary>Sounds of layers that were made elsewhere; null where there are none.</summary>
    public ISoundTape? Tape { get; init; }
}
