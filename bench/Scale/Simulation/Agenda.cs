namespace SessionService.Bench.Scale.Simulation;

/// <summary>What can happen.</summary>
internal enum Happening
{
    Arrival,
    Departure,
    Playing,
    HandOver,
    SiloReady,
    Loss,
    Detected,
    Second,
    Scale,
    Upgrade,
}

/// <summary>One thing that will happen.</summary>
/// <param name="What">What.</param>
/// <param name="Subject">To which session or silo.</param>
/// <param name="Turn">For a session, its life and how often it had been moved: what was meant for an earlier turn is void.</param>
internal readonly record struct Entry(Happening What, int Subject, int Turn);

/// <summary>What will happen, in order of time; what is due at once in the order in which it was noted.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Entry, (double Time, long Order)> entries = new();
    private long order;

    /// <summary>Notes one thing.</summary>
    public void Add(double time, Happening what, int subject = 0, int turn = 0) =>
        entries.Enqueue(new Entry(what, subject, turn), (time, order++));

    /// <summary>Takes the next.</summary>
    /// <returns>False where nothing is left.</returns>
    public bool TryTake(out Entry entry, out double time)
    {
        bool taken = entries.TryDequeue(out entry, out (double Time, long Order) priority);
        time = priority.Time;
        return taken;
    }
}
