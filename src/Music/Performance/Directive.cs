namespace SessionService.Music.Performance;

/// <summary>What a <see cref="Directive"/> asks of the renderer.</summary>
public enum DirectiveKind
{
    /// <summary>Start a note; it ends by itself after <see cref="Directive.Length"/>.</summary>
    Note,

    /// <summary>Ramp a layer's gain (linear factor) to <see cref="Directive.Value"/> over <see cref="Directive.Length"/>.</summary>
    LayerGain,

    /// <summary>
    /// Ramp a control of the sound, <see cref="Directive.Target"/> as <see cref="SoundControl"/>, to
    /// <see cref="Directive.Value"/> over <see cref="Directive.Length"/>.
    /// </summary>
    Control,

    /// <summary>
    /// The scene changes: every note that sounds now fades to silence over <see cref="Directive.Length"/>, and the
    /// room and mix move to those of style <see cref="Directive.Target"/> over the same time.
    /// <see cref="Directive.Value"/> is the new tempo in quarter notes a minute, for tempo-synced echoes.
    /// </summary>
    SceneChange,

    /// <summary>
    /// Lower all layers but the stingers' to the factor <see cref="Directive.Value"/> for <see cref="Directive.Length"/>;
    /// the way down takes 20 ms and the way back 250 ms.
    /// </summary>
    Duck,

    /// <summary>
    /// Play the sound that was made for the bar <see cref="Directive.Instrument"/> of layer <see cref="Directive.Target"/>, from its
    /// sample <see cref="Directive.Value"/> on, for <see cref="Directive.Length"/>; what the layer's sound was before fades out meanwhile.
    /// </summary>
    Sound,
}

/// <summary>Continuous controls of the sound, each 0..1, applied while notes sound.</summary>
public enum SoundControl
{
    /// <summary>Opens filters and brightens excitations.</summary>
    Brightness,

    /// <summary>Drive, effect depth and reverb that go with force.</summary>
    Energy,

    /// <summary>Detune, resonance and noise that go with unrest.</summary>
    Tension,
}

/// <summary>
/// One instruction from the performance to the renderer, at an exact sample. Directives come in order of sample; those
/// at the same sample apply in the order they were given.
/// </summary>
/// <param name="Sample">Sample at which it takes effect, since the session's start.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Target">Layer index, <see cref="SoundControl"/>, or style index, by kind.</param>
/// <param name="Instrument">Index into the performance's list of instruments, for a note; index of the bar, for a sound.</param>
/// <param name="Pitch">MIDI key, for a note.</param>
/// <param name="Velocity">1..127, for a note.</param>
/// <param name="Value">Gain factor, control value or place in a sound, by kind.</param>
/// <param name="Length">Gate or ramp in samples, 0 or more.</param>
public readonly record struct Directive(
    long Sample, DirectiveKind Kind, int Target, int Instrument, byte Pitch, byte Velocity, float Value, long Length);
