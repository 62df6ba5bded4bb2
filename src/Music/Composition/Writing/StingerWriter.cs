using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Theory;

namespace SessionService.Music.Composition.Writing;

/// <summary>Writes stingers of one to two seconds on the chord they fall on.</summary>
internal static class StingerWriter
{
    private const int Quarter = 960;
    private const int Eighth = 480;
    private const int Sixteenth = 240;

    public static void Write(StingerContext context, List<Note> notes)
    {
        Tones tones = new(context);
        CounterRandom draws = CounterRandom.For(context.Seed, 0, context.Ordinal, (int)Use.Stinger);
        switch (context.Kind)
        {
            case "success":
                Success(tones, draws, notes);
                break;
            case "failure":
                Failure(tones, draws, notes);
                break;
            case "coin":
                Coin(tones, draws, notes);
                break;
            case "alert":
                Alert(tones, draws, notes);
                break;
            case "reveal":
                Reveal(tones, draws, notes);
                break;
            case "level_up":
                LevelUp(tones, draws, notes);
                break;
            case "countdown":
                Countdown(tones, context.Metre.TicksPerBeat, draws, notes);
                break;
            case "click":
                Add(notes, 0, Eighth, tones.Rung(2 + (int)(draws.ValueAt(0) * 3), 67), 74);
                break;
            default:
                throw new ArgumentException($"There is no stinger '{context.Kind}'.", nameof(context));
        }

        StingerRange.Fit(notes, StingerRange.Of(context));
    }

    // Up the chord in quick notes, then the chord rings.
    private static void Success(Tones tones, CounterRandom draws, List<Note> notes)
    {
        int count = 3 + (int)(draws.ValueAt(0) * 2);
        int last = count * Sixteenth;
        for (int i = 0; i < count; i++)
        {
            Add(notes, i * Sixteenth, Eighth, tones.Rung(i, 64), 78 + (4 * i));
        }

        Add(notes, last, Quarter, tones.Rung(count, 64), 100);
        Add(notes, last, Quarter, tones.Rung(count - 2, 64), 84);
        Add(notes, last, Quarter, tones.Rung(count - 3, 64), 78);
    }

    // Down by step to a low tone with its lower neighbour pressing against it.
    private static void Failure(Tones tones, CounterRandom draws, List<Note> notes)
    {
        int top = tones.Rung(1 + (int)(draws.ValueAt(0) * 2), 62);
        for (int i = 0; i < 3; i++)
        {
            Add(notes, i * 320, 360, tones.StepsFrom(top, -i), 86 - (6 * i));
        }

        int low = tones.Rung(0, 48);
        Add(notes, 960, Quarter, low, 88);
        Add(notes, 960, Quarter, low + (tones.IsMinor ? 6 : 3), 70);
    }

    // Two quick notes, a fourth or so up: the second one rings.
    private static void Coin(Tones tones, CounterRandom draws, List<Note> notes)
    {
        int rung = 1 + (int)(draws.ValueAt(0) * 2);
        Add(notes, 0, 150, tones.Rung(rung, 76), 84);
        Add(notes, 160, Quarter + Eighth, tones.Rung(rung + 1, 76), 98);
    }

    // Three steps of a third each up the scale, each a quick pair, then the octave with the chord under it.
    private static void LevelUp(Tones tones, CounterRandom draws, List<Note> notes)
    {
        int start = tones.Rung((int)(draws.ValueAt(0) * 2), 60);
        for (int i = 0; i < 3; i++)
        {
            int from = tones.StepsFrom(start, 2 * i);
            Add(notes, i * 2 * Sixteenth, Sixteenth, from, 80 + (5 * i));
            Add(notes, ((i * 2) + 1) * Sixteenth, Sixteenth, tones.StepsFrom(from, 1), 76 + (5 * i));
        }

        int last = 6 * Sixteenth;
        for (int i = 0; i < 3; i++)
        {
            Add(notes, last, Quarter + Eighth, tones.Rung(i + 1, 69), 104 - (8 * i));
        }
    }

    // The same tone on three beats, and its octave with a fifth on the fourth: go. Beats are the metre's, at most quarters.
    private static void Countdown(Tones tones, int beatTicks, CounterRandom draws, List<Note> notes)
    {
        int beat = Math.Clamp(beatTicks, Eighth, Quarter * 9 / 10);
        int tone = tones.Rung(0, draws.ValueAt(0) < 0.5 ? 60 : 72);
        for (int i = 0; i < 3; i++)
        {
            Add(notes, i * beat, beat / 2, tone, 84 + (4 * i));
        }

        Add(notes, 3 * beat, Quarter, tone + 12, 106);
        Add(notes, 3 * beat, Quarter, tones.Rung(2, tone), 88);
    }

    // A pair of tones that will not rest, twice.
    private static void Alert(Tones tones, CounterRandom draws, List<Note> notes)
    {
        int high = tones.Rung(2, 70);
        int low = draws.ValueAt(0) < 0.5 ? high - 3 : tones.StepsFrom(high, -2);
        for (int i = 0; i < 4; i++)
        {
            Add(notes, i * Eighth, 400, i % 2 == 0 ? high : low, i % 2 == 0 ? 104 : 90);
        }
    }

    // A run up the scale that opens into the chord, wide.
    private static void Reveal(Tones tones, CounterRandom draws, List<Note> notes)
    {
        int start = tones.Rung(0, 57);
        int count = 6 + (int)(draws.ValueAt(0) * 3);
        for (int i = 0; i < count; i++)
        {
            Add(notes, i * 160, 300, tones.StepsFrom(start, i), 58 + (5 * i));
        }

        for (int i = 0; i < 4; i++)
        {
            Add(notes, count * 160, Quarter + Eighth, tones.Rung((i * 2) + 1, 55), 96 - (4 * i));
        }
    }

    private static void Add(List<Note> notes, int tick, int duration, int pitch, int velocity) =>
        notes.Add(new Note(0, tick, duration, (byte)Math.Clamp(pitch, 36, 100), (byte)Math.Clamp(velocity, 30, 115)));

    private readonly struct Tones(StingerContext context)
    {
        // An empty set would leave nothing to play: the root at least belongs.
        private readonly int mask = (context.ChordPitchClasses & 0xFFF) | (1 << PitchClass.Of(context.ChordRoot));

        private readonly Scale scale = Scale.Of(context.Key).Over(context.ChordPitchClasses & 0xFFF);

        public bool IsMinor => scale.Offset(2) == Interval.MinorThird;

        /// <summary>The n-th chord tone from the root up, the root being the first at or above a pitch.</summary>
        public int Rung(int index, int from)
        {
            int pitch = from + PitchClass.Of(context.ChordRoot - from);
            while (index > 0)
            {
                pitch++;
                index -= PitchClass.In(mask, pitch) ? 1 : 0;
            }

            return pitch;
        }

        /// <summary>The scale note so many steps from a pitch.</summary>
        public int StepsFrom(int pitch, int steps)
        {
            int tonic = 12 + scale.Tonic;
            return scale.PitchAt(tonic, scale.DegreeBelow(tonic, pitch) + steps);
        }
    }
}
