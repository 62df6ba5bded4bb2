namespace SessionService.Music.Theory;

/// <summary>Four voices of a chord from low to high, as MIDI keys.</summary>
/// <param name="Bottom">Lowest.</param>
/// <param name="LowerMiddle">Second from below.</param>
/// <param name="UpperMiddle">Second from above.</param>
/// <param name="Top">Highest.</param>
public readonly record struct Voicing(byte Bottom, byte LowerMiddle, byte UpperMiddle, byte Top)
{
    /// <summary>Number of voices.</summary>
    public const int Size = 4;

    /// <summary>A voice from below, 0..3.</summary>
    /// <param name="voice">Which.</param>
    public int this[int voice] => voice switch { 0 => Bottom, 1 => LowerMiddle, 2 => UpperMiddle, _ => Top };

    /// <summary>Semitones all voices together move to become another.</summary>
    /// <param name="other">The other.</param>
    public int DistanceTo(Voicing other) =>
        Math.Abs(Bottom - other.Bottom) + Math.Abs(LowerMiddle - other.LowerMiddle)
        + Math.Abs(UpperMiddle - other.UpperMiddle) + Math.Abs(Top - other.Top);
}
