namespace SessionService.Inference.Scheduling;

/// <summary>What the policy decided for one step. Reused from step to step, so that deciding allocates nothing.</summary>
/// <param name="capacity">Most sequences there can be at once: slots and queue together.</param>
public sealed class StepPlan(int capacity)
{
    private readonly int[] run = new int[capacity];
    private readonly int[] late = new int[capacity];

    /// <summary>Warmed batch size of the step; 0 where nothing runs.</summary>
    public int BatchSize { get; internal set; }

    /// <summary>Places, in the list the policy was given, of the sequences that take part, most pressing first.</summary>
    public ReadOnlySpan<int> Run => run.AsSpan(0, RunCount);

    /// <summary>Places of the sequences that are given up: rules take over for them.</summary>
    public ReadOnlySpan<int> Late => late.AsSpan(0, LateCount);

    internal int RunCount { get; set; }

    internal int LateCount { get; set; }

    internal Ranking[] Ranks { get; } = new Ranking[capacity];

    internal int[] RunBuffer => run;

    internal void Begin()
    {
        RunCount = 0;
        LateCount = 0;
        BatchSize = 0;
    }

    internal void AddLate(int place) => late[LateCount++] = place;
}
