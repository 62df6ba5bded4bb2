namespace SessionService.Synthesis.Effects;

/// <summary>
/// The distance a delay line is read at. A new distance is faded in beside the old one, so nothing jumps and nothing
/// bends in pitch; one wanted meanwhile waits for the fade to end.
/// </summary>
internal struct Tap
{
    private int wanted;
    private float step, pendingStep;

    /// <summary>A tap at rest.</summary>
    public Tap(int distance) => (Now, Next, wanted) = (distance, distance, distance);

    /// <summary>Distance being left, samples.</summary>
    public int Now { get; private set; }

    /// <summary>Distance being faded in, samples.</summary>
    public int Next { get; private set; }

    /// <summary>How far the fade is, 0..1.</summary>
    public float Mix { get; private set; }

    /// <summary>Whether a fade is going on.</summary>
    public readonly bool Moving => step > 0;

    /// <summary>Asks for a distance.</summary>
    public void HeadFor(int distance, long samples)
    {
        wanted = distance;
        pendingStep = 1f / samples;
        if (!Moving)
        {
            Begin();
        }
    }

    /// <summary>Jumps: for lines that are still silent.</summary>
    public void Jump(int distance)
    {
        (Now, Next, wanted) = (distance, distance, distance);
        (Mix, step) = (0, 0);
    }

    /// <summary>Goes on by a sample.</summary>
    public void Advance()
    {
        if (step <= 0)
        {
            return;
        }

        Mix += step;
        if (Mix >= 1)
        {
            (Now, Mix, step) = (Next, 0, 0);
            Begin();
        }
    }

    /// <summary>Ends a fade at once, at the distance wanted last.</summary>
    public void Settle() => Jump(wanted);

    private void Begin()
    {
        if (wanted != Now)
        {
            (Next, Mix, step) = (wanted, 0, pendingStep);
        }
    }
}
