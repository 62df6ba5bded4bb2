namespace SessionService.Inference.Onnx;

/// <summary>How a model runs.</summary>
public sealed record OnnxOptions
{
    /// <summary>Sequences that can be under way at once, and the largest batch; at least 2.</summary>
    public int Slots { get; init; } = 16;

    /// <summary>
    /// Tokens a sequence can have here: at most the model's own context. Each slot holds memory for all of them, and a step reads all
    /// of it: four busy bars of three lines and one to write fit in.
    /// </summary>
    public int Context { get; init; } = 448;

    /// <summary>What it runs on.</summary>
    public OnnxDevice Device { get; init; } = OnnxDevice.Auto;

    /// <summary>
    /// Threads of one step. More than one helps large models in large batches only, and costs processor time beside it.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Memory for what was read of bars that will be read again, bytes; 0 keeps nothing. The small model needs 2 KiB a token, a session with bass and
    /// lead some 400 KiB; where sessions need more, prompts are read anew.
    /// </summary>
    public long KeptBytes { get; init; } = 128L << 20;

    /// <summary>Most tokens of a prompt that are read at once, while all others wait.</summary>
    public int PrefillLimit { get; init; } = 256;
}
