using SessionService.Music.Composition;

namespace SessionService.Music.Performance;

/// <summary>The scales of the modes, for stingers written by degree.</summary>
internal static class ScaleSteps
{
    /// <summary>Semitones of the seven degrees above the tonic.</summary>
    public static ReadOnlySpan<byte> Of(Mode mode) => mode.Parent() switch
    {
        Mode.Minor => [0, 2, 3, 5, 7, 8, 10],
        Mode.Dorian => [0, 2, 3, 5, 7, 9, 10],
        Mode.Phrygian => [0, 1, 3, 5, 7, 8, 10],
        Mode.Lydian => [0, 2, 4, 6, 7, 9, 11],
        Mode.Mixolydian => [0, 2, 4, 5, 7, 9, 10],
        Mode.HarmonicMinor => [0, 2, 3, 5, 7, 8, 11],
        _ => [0, 2, 4, 5, 7, 9, 11],
    };

    /// <summary>MIDI key of a degree, folded into 0..127 by octaves.</summary>
    /// <param name="key">The key.</param>
    /// <param name="degree">1 the tonic; outside 1..7 in the neighbouring octaves.</param>
    /// <param name="octave">Octave of degree 1; octave 4 begins at middle C.</param>
    public static byte Pitch(Key key, int degree, int octave)
    {
        int step = degree - 1;
        int octaves = (int)Math.Floor(step / 7.0);
        int pitch = (12 * (octave + 1 + octaves)) + key.Tonic + Of(key.Mode)[step - (7 * octaves)];
        while (pitch < 0)
        {
            pitch += 12;
        }

        while (pitch > 127)
        {
            pitch -= 12;
        }

        return (byte)pitch;
    }
}
