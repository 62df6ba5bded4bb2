using SessionService.Music.Composition;

namespace SessionService.Music.Theory;

/// <summary>A seven-note scale on a tonic. Degrees count from 0 (the tonic) and go on over octaves both ways.</summary>
public readonly record struct Scale
{
    // Seven offsets from the tonic of four bits each, degree 0 lowest.
    private readonly uint packed;

    private Scale(int tonic, uint packed)
    {
        Tonic = tonic;
        this.packed = packed;
    }

    /// <summary>Notes of an octave.</summary>
    public const int Size = 7;

    /// <summary>Pitch class of the tonic.</summary>
    public int Tonic { get; }

    /// <summary>The scale's pitch classes as a bit mask.</summary>
    public int Mask
    {
        get
        {
            int mask = 0;
            for (int degree = 0; degree < Size; degree++)
            {
                mask |= 1 << Offset(degree);
            }

            return PitchClass.Transpose(mask, Tonic);
        }
    }

    /// <summary>The scale of a key.</summary>
    /// <param name="key">The key.</param>
    public static Scale Of(Key key) => new(PitchClass.Of(key.Tonic), Pack(Offsets(key.Mode)));

    /// <summary>Semitones above the tonic of the seven degrees of a mode, or of its parent.</summary>
    /// <param name="mode">The mode.</param>
    public static ReadOnlySpan<byte> Offsets(Mode mode) => mode.Parent() switch
    {
        Mode.Major => [0, 2, 4, 5, 7, 9, 11],
        Mode.Minor => [0, 2, 3, 5, 7, 8, 10],
        Mode.Dorian => [0, 2, 3, 5, 7, 9, 10],
        Mode.Phrygian => [0, 1, 3, 5, 7, 8, 10],
        Mode.Lydian => [0, 2, 4, 6, 7, 9, 11],
        Mode.Mixolydian => [0, 2, 4, 5, 7, 9, 10],
        Mode.HarmonicMinor => [0, 2, 3, 5, 7, 8, 11],
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a mode."),
    };

    /// <summary>Semitones of a degree above the tonic, 0..11, for degrees 0..6.</summary>
    /// <param name="degree">0..6.</param>
    public int Offset(int degree) => (int)(packed >> (4 * degree)) & 15;

    /// <summary>Whether the scale holds a pitch.</summary>
    /// <param name="pitch">Any pitch.</param>
    public bool Contains(int pitch) => PitchClass.In(Mask, pitch);

    /// <summary>The pitch of a degree.</summary>
    /// <param name="tonicPitch">The pitch that degree 0 has; of the tonic's class.</param>
    /// <param name="degree">Any integer: 7 is an octave above 0, -1 the note below it.</param>
    public int PitchAt(int tonicPitch, int degree)
    {
        int octave = degree >= 0 ? degree / Size : -((Size - 1 - degree) / Size);
        return tonicPitch + (12 * octave) + Offset(degree - (octave * Size));
    }

    /// <summary>The highest degree whose pitch is not above a pitch.</summary>
    /// <param name="tonicPitch">The pitch of degree 0.</param>
    /// <param name="pitch">Any pitch.</param>
    public int DegreeBelow(int tonicPitch, int pitch)
    {
        int above = PitchClass.Of(pitch - tonicPitch);
        int octave = (pitch - tonicPitch - above) / 12;
        int degree = Size - 1;
        while (Offset(degree) > above)
        {
            degree--;
        }

        return (octave * Size) + degree;
    }

    /// <summary>
    /// The scale a melody uses over a chord: each foreign chord tone takes the place of the neighbouring degree that is
    /// not itself a chord tone, as the leading note does in minor over the dominant.
    /// </summary>
    /// <param name="chordMask">Pitch classes of the chord.</param>
    public Scale Over(int chordMask)
    {
        Scale result = this;
        for (int above = 0; above < 12; above++)
        {
            if (PitchClass.In(chordMask, Tonic + above) && !result.Contains(Tonic + above))
            {
                result = result.Altered(above, chordMask);
            }
        }

        return result;
    }

    private Scale Altered(int above, int chordMask)
    {
        for (int degree = 1; degree < Size; degree++)
        {
            int offset = Offset(degree);
            if (Math.Abs(offset - above) == 1 && !PitchClass.In(chordMask, Tonic + offset))
            {
                uint cleared = packed & ~(15u << (4 * degree));
                return new Scale(Tonic, cleared | ((uint)above << (4 * degree)));
            }
        }

        return this;
    }

    private static uint Pack(ReadOnlySpan<byte> offsets)
    {
        uint bits = 0;
        for (int degree = 0; degree < Size; degree++)
        {
            bits |= (uint)offsets[degree] << (4 * degree);
        }

        return bits;
    }
}
