namespace SessionService.Inference.Serving;

/// <summary>Work of models.</summary>
/// <param name="ProcessorMicroseconds">Processor time of planning bars, reading prompts, steps and choosing tokens, microseconds.</param>
/// <param name="AcceleratorMicroseconds">Time that accelerators were taken, microseconds.</param>
/// <param name="Tokens">Tokens read and written.</param>
public readonly record struct ModelUse(long ProcessorMicroseconds, long AcceleratorMicroseconds, long Tokens)
{
    /// <summary>Whether it is none.</summary>
    public bool IsNone => this == default;

    /// <summary>Two uses together.</summary>
    public static ModelUse operator +(ModelUse left, ModelUse right) => new(
        left.ProcessorMicroseconds + right.ProcessorMicroseconds, left.AcceleratorMicroseconds + right.AcceleratorMicroseconds, left.Tokens + right.Tokens);
}

/// <summary>
/// What models have worked for one session, also on bars that came too late to be played: whoever works adds to it at once, and
/// who keeps the accounts takes it out. Safe for any number of threads.
/// </summary>
public sealed class ModelBill
{
    private readonly Lock gate = new();
    private ModelUse use;

    /// <summary>Adds work.</summary>
    public void Add(ModelUse more)
    {
        lock (gate)
        {
            use += more;
        }
    }

    /// <summary>What was added since it was last taken.</summary>
    public ModelUse Take()
    {
        lock (gate)
        {
            ModelUse taken = use;
            use = default;
            return taken;
        }
    }
}
