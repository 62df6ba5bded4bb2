using SessionService.Music.Performance;

namespace SessionService.Synthesis.Sampled;

/// <summary>
/// Plays a renderer's recorded instruments. What it renders depends on the notes and their samples alone, not on how
/// rendering is cut into calls. It allocates nothing once it is made. Calls come in order of sample, from one thread at a time.
/// </summary>
public interface ISampler
{
    /// <summary>Notes that are held.</summary>
    int Notes { get; }

    /// <summary>Whether nothing sounds on a layer.</summary>
    /// <param name="layer">Its index.</param>
    bool IsSilent(int layer);

    /// <summary>Starts a note.</summary>
    /// <param name="note">The note; its sample is the next one to be rendered.</param>
    /// <returns>False where it cannot be played here: the instrument is not recorded, or everything is in use.</returns>
    bool TryStart(in Directive note);

    /// <summary>Fades everything that sounds; notes started from now on are not touched.</summary>
    /// <param name="length">Samples until silence, at least 1.</param>
    void CutAll(long length);

    /// <summary>Sets how bright it sounds from now on.</summary>
    /// <param name="brightness">0..1; at a half as recorded.</param>
    void Set(float brightness);

    /// <summary>Plays the next samples of all layers; to be called before <see cref="Add"/>.</summary>
    /// <param name="sample">The first.</param>
    /// <param name="count">How many, at most 64.</param>
    void Advance(long sample, int count);

    /// <summary>Adds a layer's part of what was played.</summary>
    /// <param name="layer">Its index.</param>
    /// <param name="frames">Left, right and the reverb's input, sample after sample, as many as were played.</param>
    /// <returns>False where the layer was silent; nothing is added then.</returns>
    bool Add(int layer, Span<float> frames);
}
