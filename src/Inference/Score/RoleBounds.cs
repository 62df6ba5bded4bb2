namespace SessionService.Inference.Score;

/// <summary>What an instrument and a key allow a role, in pitches moved so that the tonic is C.</summary>
/// <param name="Low">Lowest pitch.</param>
/// <param name="High">Highest pitch, at least an octave above.</param>
/// <param name="FirstScale">Pitch classes it uses over the first chord beside those of the chord; all where 0.</param>
/// <param name="SecondScale">The same over the second.</param>
/// <param name="NearLow">Lowest pitch of where the line is wished; kept only while that leaves something.</param>
/// <param name="NearHigh">Highest pitch of where the line is wished.</param>
public readonly record struct RoleBounds(
    int Low, int High, int FirstScale = 0, int SecondScale = 0, int NearLow = 0, int NearHigh = 127)
{
    /// <summary>Everything.</summary>
    public static RoleBounds None => new(0, 127);
}
