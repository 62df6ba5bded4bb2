namespace SessionService.Music.Theory;

/// <summary>Where the voices of a chord may lie and what they come from.</summary>
/// <param name="Low">Lowest key.</param>
/// <param name="High">Highest key.</param>
/// <param name="Centre">Where the middle of the chord should lie.</param>
/// <param name="Openness">0 prefers close position, 1 open position.</param>
public readonly record struct VoiceSpace(int Low, int High, int Centre, double Openness);

/// <summary>
/// Chooses voicings by least movement. All inversions in close position, drop 2 and drop 2 and 4 are tried in every
/// octave of the range; each is charged for movement, for distance from the centre, for narrow intervals at the bottom
/// and for parallel fifths and octaves between the outer voices and against the bass.
/// </summary>
public static class VoiceLeading
{
    private const int Forms = 3;
    private const int ParallelCharge = 400;

    /// <summary>The voicing of a first chord: the one that lies best around the centre.</summary>
    /// <param name="chord">The chord.</param>
    /// <param name="space">Where it may lie.</param>
    /// <param name="rootless">Chords of five and more tones leave the root to the bass.</param>
    public static Voicing Begin(Chord chord, VoiceSpace space, bool rootless = true) =>
        Search(chord, space, rootless, default, default);

    /// <summary>The voicing that follows another.</summary>
    /// <param name="chord">The chord to voice.</param>
    /// <param name="space">Where it may lie.</param>
    /// <param name="before">Voicing and bass it comes from.</param>
    /// <param name="bass">The bass note sounding with it, as a MIDI key.</param>
    /// <param name="toward">A voicing that will follow, or null: the choice then lies between the two.</param>
    /// <param name="rootless">Chords of five and more tones leave the root to the bass.</param>
    public static Voicing Lead(
        Chord chord, VoiceSpace space, (Voicing Voices, int Bass) before, int bass, (Voicing Voices, int Bass)? toward = null,
        bool rootless = true) =>
        Search(chord, space, rootless, new Neighbour(before.Voices, before.Bass, bass), toward is { } next ? new Neighbour(next.Voices, bass, next.Bass) : default);

    private readonly record struct Neighbour(Voicing Voices, int FirstBass, int SecondBass)
    {
        public bool Exists => Voices.Top != 0;
    }

    private static Voicing Search(Chord chord, VoiceSpace space, bool rootless, Neighbour before, Neighbour after)
    {
        Span<int> tones = stackalloc int[Voicing.Size];
        int count = Choose(chord, rootless, tones);
        Voicing best = default;
        int bestCost = int.MaxValue;
        for (int inversion = 0; inversion < count; inversion++)
        {
            for (int form = 0; form < Forms; form++)
            {
                Voicing lowest = Build(chord.Root, tones[..count], inversion, form, space.Low);
                for (int shift = 0; lowest.Top + shift <= space.High; shift += 12)
                {
                    Voicing voicing = Shift(lowest, shift);
                    int cost = Cost(voicing, chord, space, form, before, after);
                    if (cost < bestCost)
                    {
                        (best, bestCost) = (voicing, cost);
                    }
                }
            }
        }

        return bestCost == int.MaxValue ? throw new ArgumentException("The range is too narrow for four voices.", nameof(space)) : best;
    }

    // Three or four tones, ascending from the root: extensions count before the root, the root before the fifth.
    private static int Choose(Chord chord, bool rootless, Span<int> chosen)
    {
        ReadOnlySpan<byte> tones = chord.Quality.Tones();
        int mask = chord.Quality.Mask();
        if (tones.Length > Voicing.Size)
        {
            mask &= rootless ? ~1 : ~(1 << tones[2]);
            mask &= tones.Length > Voicing.Size + 1 ? ~(1 << (rootless ? tones[2] : tones[4])) : mask;
        }

        int count = 0;
        for (int tone = 0; tone < 12; tone++)
        {
            if ((mask >> tone & 1) != 0 && count < Voicing.Size)
            {
                chosen[count++] = tone;
            }
        }

        return count;
    }

    private static Voicing Build(int root, ReadOnlySpan<int> tones, int inversion, int form, int low)
    {
        Span<int> voices = stackalloc int[Voicing.Size];
        int pitch = root + tones[inversion];
        for (int voice = 0; voice < Voicing.Size; voice++)
        {
            voices[voice] = pitch;
            int next = root + tones[(inversion + voice + 1) % tones.Length];
            pitch += PitchClass.Of(next - pitch);
        }

        if (form > 0)
        {
            voices[2] -= 12;
            voices[0] -= form == 2 ? 12 : 0;
            voices.Sort();
        }

        int up = (((low - voices[0] + 11 + 1200) / 12) - 100) * 12;
        return new Voicing((byte)(voices[0] + up), (byte)(voices[1] + up), (byte)(voices[2] + up), (byte)(voices[3] + up));
    }

    private static Voicing Shift(Voicing v, int by) =>
        new((byte)(v.Bottom + by), (byte)(v.LowerMiddle + by), (byte)(v.UpperMiddle + by), (byte)(v.Top + by));

    private static int Cost(Voicing voicing, Chord chord, VoiceSpace space, int form, Neighbour before, Neighbour after)
    {
        int middle = (voicing.Bottom + voicing.LowerMiddle + voicing.UpperMiddle + voicing.Top) / 4;
        int cost = Math.Abs(middle - space.Centre) * (before.Exists ? 2 : 5);
        cost += (int)(Math.Abs((space.Openness * 2) - form) * 5);
        cost += Spacing(voicing);

        // A doubled third is weak.
        cost += chord.Quality.Tones().Length == 3 && PitchClass.Of(voicing.Bottom - voicing.Top) == 0
            && PitchClass.Of(voicing.Top - chord.Root) == chord.Third ? 6 : 0;
        cost += before.Exists ? Step(before.Voices, voicing, before.FirstBass, before.SecondBass) : 0;
        cost += after.Exists ? Step(voicing, after.Voices, after.FirstBass, after.SecondBass) : 0;
        return cost;
    }

    private static int Spacing(Voicing voicing)
    {
        int cost = 0;
        for (int voice = 1; voice < Voicing.Size; voice++)
        {
            int gap = voicing[voice] - voicing[voice - 1];
            cost += gap > 12 ? 10 : 0;
            cost += gap <= 1 ? 6 : 0;

            // Low thirds are mud; the ear wants fifths and more down there.
            cost += voicing[voice - 1] < 52 && gap < 5 ? 8 : 0;
        }

        return cost;
    }

    private static int Step(Voicing from, Voicing to, int bassFrom, int bassTo)
    {
        int cost = (3 * from.DistanceTo(to)) + (3 * Math.Abs(from.Top - to.Top));
        cost += Math.Max(0, Math.Abs(from.Top - to.Top) - 7) * 20;
        cost += Interval.IsParallelPerfect(bassFrom, from.Top, bassTo, to.Top) ? ParallelCharge : 0;
        cost += Interval.IsParallelPerfect(from.Bottom, from.Top, to.Bottom, to.Top) ? ParallelCharge : 0;
        return cost;
    }
}
