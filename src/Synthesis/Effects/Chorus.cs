namespace SessionService.Synthesis.Effects;

/// <summary>
/// An ensemble: two slowly swaying copies per side, a quarter of a turn apart, so that a pad grows wide without the
/// middle getting thin. The sway is a straight line between points of the control grid.
/// </summary>
internal sealed class Chorus
{
    private const int Length = 2048, Grid = 64;
    private const float Centre = 480, Depth = 110, Silent = 1e-9f, Level = 0.55f;

    private readonly float[] line = new float[Length];
    private readonly float[] distance = new float[4];
    private readonly float[] step = new float[4];
    private int head, quiet = Length;
    private bool asleep = true;

    /// <summary>Turns the sway, and falls asleep when nothing has come in for the length of the line.</summary>
    /// <param name="sample">The grid point.</param>
    public void OnGrid(long sample)
    {
        for (int i = 0; i < 4; i++)
        {
            distance[i] = Sway(i, sample);
            step[i] = (Sway(i, sample + Grid) - distance[i]) / Grid;
        }

        if (!asleep && quiet >= Length)
        {
            Array.Clear(line);
            asleep = true;
        }
    }

    /// <summary>Adds the ensemble of a mono input to an interleaved stereo output.</summary>
    /// <param name="sample">First sample.</param>
    /// <param name="input">What is sent.</param>
    /// <param name="silent">Whether all of it is zero.</param>
    /// <param name="output">Added to.</param>
    public void Process(long sample, ReadOnlySpan<float> input, bool silent, Span<float> output)
    {
        if (asleep && silent)
        {
            return;
        }

        asleep = false;
        float walked = sample & (Grid - 1);
        for (int i = 0; i < input.Length; i++, walked++)
        {
            line[head] = input[i];
            quiet = Math.Abs(input[i]) < Silent ? Math.Min(quiet + 1, Length) : 0;
            output[2 * i] += Level * (Read(distance[0] + (walked * step[0])) - Read(distance[3] + (walked * step[3])));
            output[(2 * i) + 1] += Level * (Read(distance[1] + (walked * step[1])) - Read(distance[2] + (walked * step[2])));
            head = (head + 1) & (Length - 1);
        }
    }

    private static float Sway(int voice, long sample)
    {
        double turn = (sample / 48_000.0 * (0.31 + (0.13 * (voice >> 1)))) + (voice * 0.25);
        return Centre + (60 * (voice >> 1)) + (float)(Depth * Math.Sin(2 * Math.PI * (turn - Math.Floor(turn))));
    }

    private float Read(float back)
    {
        int whole = (int)back;
        float fraction = back - whole;
        float near = line[(head - whole) & (Length - 1)];
        return near + (fraction * (line[(head - whole - 1) & (Length - 1)] - near));
    }
}
