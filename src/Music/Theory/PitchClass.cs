namespace SessionService.Music.Theory;

/// <summary>Arithmetic of pitch classes (0 is C, 11 is B), of MIDI keys, and of sets of pitch classes as bit masks.</summary>
public static class PitchClass
{
    /// <summary>The pitch class of any pitch or sum of intervals, 0..11.</summary>
    /// <param name="pitch">Any integer.</param>
    public static int Of(int pitch)
    {
        int remainder = pitch % 12;
        return remainder < 0 ? remainder + 12 : remainder;
    }

    /// <summary>Whether a set holds the pitch class of a pitch.</summary>
    /// <param name="mask">Bit n is set where pitch class n belongs to the set.</param>
    /// <param name="pitch">Any pitch.</param>
    public static bool In(int mask, int pitch) => (mask >> Of(pitch) & 1) != 0;

    /// <summary>Moves a set up by semitones.</summary>
    /// <param name="mask">The set.</param>
    /// <param name="semitones">How far; any integer.</param>
    public static int Transpose(int mask, int semitones)
    {
        int by = Of(semitones);
        return ((mask << by) | (mask >> (12 - by))) & 0xFFF;
    }

    /// <summary>The pitch of a class nearest to a pitch; the lower one where two are six semitones away.</summary>
    /// <param name="pitchClass">Which class.</param>
    /// <param name="pitch">Where to look.</param>
    public static int Nearest(int pitchClass, int pitch)
    {
        int up = Of(pitchClass - pitch);
        return up < 6 ? pitch + up : pitch + up - 12;
    }

    /// <summary>The pitch of any class of a set nearest to a pitch; upward where two are as near.</summary>
    /// <param name="mask">The set, not empty.</param>
    /// <param name="pitch">Where to look.</param>
    public static int NearestIn(int mask, int pitch)
    {
        for (int distance = 0; distance < 12; distance++)
        {
            if (In(mask, pitch + distance))
            {
                return pitch + distance;
            }

            if (In(mask, pitch - distance))
            {
                return pitch - distance;
            }
        }

        throw new ArgumentException("The set is empty.", nameof(mask));
    }

    /// <summary>Moves a pitch by octaves into a range at least an octave wide.</summary>
    /// <param name="pitch">Any pitch.</param>
    /// <param name="low">Lowest allowed.</param>
    /// <param name="high">Highest allowed.</param>
    public static int Fold(int pitch, int low, int high)
    {
        while (pitch < low)
        {
            pitch += 12;
        }

        while (pitch > high)
        {
            pitch -= 12;
        }

        return pitch;
    }
}
