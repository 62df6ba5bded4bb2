namespace SessionService.Music.Theory;

/// <summary>A chord with its spelling.</summary>
/// <param name="Fifths">The root on the line of fifths: 0 is C, 1 is G, -1 is F, -3 is E flat; fixes its spelling.</param>
/// <param name="Quality">Its kind.</param>
/// <param name="BassInterval">Semitones of the bass note above the root, 0..11; 0 in root position.</param>
public readonly record struct Chord(int Fifths, ChordQuality Quality, int BassInterval = 0)
{
    /// <summary>Pitch class of the root.</summary>
    public int Root => PitchClass.Of(Fifths * 7);

    /// <summary>Pitch class of the bass.</summary>
    public int Bass => PitchClass.Of(Root + BassInterval);

    /// <summary>Pitch classes of the chord, its bass included, as a bit mask.</summary>
    public int Mask => PitchClass.Transpose(Quality.Mask() | (1 << BassInterval), Root);

    /// <summary>Lead-sheet symbol, such as <c>Am7</c> or <c>F/A</c>.</summary>
    public string Symbol => Spelling.Symbol(this);

    /// <summary>Whether a pitch belongs to the chord.</summary>
    /// <param name="pitch">Any pitch.</param>
    public bool Contains(int pitch) => PitchClass.In(Mask, pitch);

    /// <summary>The third above the root in semitones, or the tone that stands for it.</summary>
    public int Third => Quality.Tones()[1];

    /// <summary>The fifth above the root in semitones.</summary>
    public int Fifth => Quality.Tones()[2];
}
