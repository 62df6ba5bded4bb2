namespace SessionService.Music.Styles;

/// <summary>The keys a part may use in a style.</summary>
/// <param name="Low">Lowest MIDI key.</param>
/// <param name="High">Highest MIDI key, at least an octave above.</param>
public readonly record struct PartRange(int Low, int High)
{
    /// <summary>Whether a key is allowed.</summary>
    /// <param name="pitch">MIDI key.</param>
    public bool Contains(int pitch) => pitch >= Low && pitch <= High;
}
