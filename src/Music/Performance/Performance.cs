using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>
/// A session's music as a pure state machine: commands go in at the head, directives and marks come out in order of
/// sample. It sees no clock, no thread and no ambient randomness. Not safe for use by two threads at once.
/// </summary>
#pragma warning disable MA0049 // the field's word for both the thing and the folder it lives in
public sealed class Performance
#pragma warning restore MA0049
{
    /// <summary>Starts at sample 0 with the map's start scene.</summary>
    /// <param name="map">What happens.</param>
    /// <param name="seed">Seed of all randomness.</param>
    /// <param name="composer">Writes the bars.</param>
    /// <param name="observer">Told of the music as it is written, or null.</param>
    public static Performance Start(AdaptiveMap map, ulong seed, IComposer composer, IBarObserver? observer = null) =>
        throw new NotSupportedException();

    /// <summary>
    /// Goes on under another version of the map, at the head of the performance before, which must be a bar line. That
    /// one must not be used any more.
    /// </summary>
    public static Performance Continue(Performance previous, AdaptiveMap map) => throw new NotSupportedException();

    /// <summary>The layers: the union over all scenes in order of first appearance, then <c>stingers</c>.</summary>
    public IReadOnlyList<LayerInfo> Layers => throw new NotSupportedException();

    /// <summary>Names of the instruments that notes name by index.</summary>
    public IReadOnlyList<string> Instruments => throw new NotSupportedException();

    /// <summary>Names of the styles that scene changes name by index.</summary>
    public IReadOnlyList<string> Styles => throw new NotSupportedException();

    /// <summary>First sample not yet played.</summary>
    public long Head => throw new NotSupportedException();

    /// <summary>Samples, ticks and bars. Grows at its end.</summary>
    public Timeline Timeline => throw new NotSupportedException();

    /// <summary>Sample of the first bar line at or after the head.</summary>
    public long NextBarLine => throw new NotSupportedException();

    /// <summary>Where it stands.</summary>
    public PerformanceState State => throw new NotSupportedException();

    /// <summary>Takes a command at the head.</summary>
    public Acknowledgement Apply(Command command) => throw new NotSupportedException();

    /// <summary>Plays on: appends everything from the head up to, not including, a sample, which becomes the head.</summary>
    public void Advance(long toSample, List<Directive> directives, List<Mark> marks) => throw new NotSupportedException();

    /// <summary>As <see cref="Advance"/> with nobody listening.</summary>
    public void Skip(long toSample) => throw new NotSupportedException();

    /// <summary>Directives at the head that bring a fresh renderer to the present state.</summary>
    public void Restate(List<Directive> directives) => throw new NotSupportedException();
}
