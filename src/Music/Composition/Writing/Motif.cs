using SessionService.Music.Random;
using SessionService.Music.Styles;

namespace SessionService.Music.Composition.Writing;

/// <summary>
/// A scene's motif: a rhythm and a contour in scale steps. It depends on seed and scene alone, so that it is known again
/// when the scene returns.
/// </summary>
internal readonly ref struct Motif
{
    private const int Cells = 16;

    // Half of a style's leaps come about where chords bend the tune.
    private const double LeapShare = 0.5;

    private readonly ReadOnlySpan<int> contour;

    private Motif(StepPattern rhythm, ReadOnlySpan<int> contour)
    {
        Rhythm = rhythm;
        this.contour = contour;
    }

    /// <summary>Where it sounds.</summary>
    public StepPattern Rhythm { get; }

    /// <summary>The degree it begins on.</summary>
    public int First => contour[0];

    /// <summary>The degree it ends on.</summary>
    public int Last => contour[Cells - 1];

    /// <summary>Scale steps above its middle at a cell.</summary>
    public int At(int cell) => contour[cell & (Cells - 1)];

    /// <summary>Size of the buffer it needs.</summary>
    public const int Size = Cells;

    /// <summary>
    /// Invents the motif: its main notes are a walk by steps in which a leap is answered by a step back; its ornaments pass
    /// between them or turn round them, so that the tune goes by step with them and without.
    /// </summary>
    /// <param name="idiom">How the style's melodies go.</param>
    /// <param name="seed">Seed of the scene.</param>
    /// <param name="buffer">Holds the contour.</param>
    public static Motif Of(LeadIdiom idiom, ulong seed, Span<int> buffer)
    {
        CounterRandom draws = CounterRandom.For(seed, 0, 0, (int)Use.Motif);
        StepPattern rhythm = idiom.Rhythms[draws.Next(idiom.Rhythms.Count)];
        int direction = draws.Chance(0.5) ? 1 : -1;
        int at = 0;
        int owed = 0;
        bool first = true;
        for (int cell = 0; cell < Cells; cell++)
        {
            int move = Move(ref draws, idiom, ref direction, ref owed);
            if (IsMain(rhythm[cell]) && !first)
            {
                at = at + move is > 4 or < -3 ? at - Math.Sign(move) : at + move;
            }

            first &= !IsMain(rhythm[cell]);
            buffer[cell] = at;
        }

        Ornament(rhythm, buffer, direction);

        // Around its own middle, so that it hangs in its place whichever way it goes.
        int middle = Middle(buffer);
        foreach (ref int degree in buffer)
        {
            degree -= middle;
        }

        return new Motif(rhythm, buffer);
    }

    private static bool IsMain(char kind) => kind is 'X' or 'x';

    // Each ornament goes a step towards the main note that follows, or to the neighbour where it is there already.
    private static void Ornament(StepPattern rhythm, Span<int> degrees, int direction)
    {
        for (int cell = 0; cell < Cells; cell++)
        {
            if (IsMain(rhythm[cell]) || rhythm[cell] == '.')
            {
                continue;
            }

            int before = cell == 0 ? degrees[0] : degrees[cell - 1];
            int next = cell + 1;
            while (next < Cells && !IsMain(rhythm[next]))
            {
                next++;
            }

            int to = degrees[next < Cells ? next : cell];
            int ornament = before + (to == before ? direction : Math.Sign(to - before));
            ornament = ornament == to ? before - Math.Sign(to - before) : ornament;
            for (int held = cell; held < next; held++)
            {
                degrees[held] = ornament;
            }
        }
    }

    private static int Middle(ReadOnlySpan<int> degrees)
    {
        int low = 0;
        int high = 0;
        foreach (int degree in degrees)
        {
            low = Math.Min(low, degree);
            high = Math.Max(high, degree);
        }

        return (low + high) / 2;
    }

    private static int Move(ref CounterRandom draws, LeadIdiom idiom, ref int direction, ref int owed)
    {
        double kind = draws.NextDouble();
        double turn = draws.NextDouble();
        if (owed != 0)
        {
            (int back, owed) = (owed, 0);
            return back;
        }

        direction = turn < 0.3 ? -direction : direction;
        double leaps = idiom.LeapChance * LeapShare;
        if (kind < leaps)
        {
            owed = -direction;
            return direction * (kind < leaps / 3 ? 4 : 3);
        }

        return kind > 0.95 ? 0 : kind > 0.86 ? 2 * direction : direction;
    }
}
