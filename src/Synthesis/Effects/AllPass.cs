namespace SessionService.Synthesis.Effects;

/// <summary>Passes every frequency alike and smears time: Schroeder's all-pass.</summary>
/// <param name="delay">Its delay, samples.</param>
/// <param name="gain">How much it smears, 0..1.</param>
internal sealed class AllPass(int delay, float gain)
{
    private readonly float[] line = new float[delay];
    private int head;

    /// <summary>The next sample.</summary>
    public float Next(float input)
    {
        float old = line[head];
        float kept = input - (gain * old) + 1e-18f - 1e-18f;
        line[head] = kept;
        head = head + 1 == line.Length ? 0 : head + 1;
        return old + (gain * kept);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(line);
}
