namespace SessionService.Sessions.Engine;

/// <summary>Keeps stems beside the mix, which the limiter delays by <see cref="SessionEngine.LookAhead"/>.</summary>
internal sealed class StemDelay
{
    private const int Length = 2 * SessionEngine.LookAhead;

    private readonly float[] spare = new float[Length];
    private float[] lines = [];
    private bool empty = true;

    /// <summary>Forgets everything: silence comes first.</summary>
    public void Clear()
    {
        if (!empty)
        {
            Array.Clear(lines);
            empty = true;
        }
    }

    /// <summary>Takes stems and leaves what came before in their place.</summary>
    /// <param name="frames">Samples per channel.</param>
    /// <param name="stems">Stem after stem, interleaved stereo; empty where nobody wants them: they begin with silence then.</param>
    public void Process(int frames, Span<float> stems)
    {
        if (stems.IsEmpty || frames == 0)
        {
            Clear();
            return;
        }

        int count = stems.Length / (2 * frames);
        if (lines.Length < count * Length)
        {
            Array.Resize(ref lines, count * Length);
        }

        empty = false;
        for (int stem = 0; stem < count; stem++)
        {
            Delay(stems.Slice(stem * 2 * frames, 2 * frames), lines.AsSpan(stem * Length, Length));
        }
    }

    private void Delay(Span<float> stem, Span<float> line)
    {
        if (stem.Length < Length)
        {
            stem.CopyTo(spare);
            line[..stem.Length].CopyTo(stem);
            line[stem.Length..].CopyTo(line);
            spare.AsSpan(0, stem.Length).CopyTo(line[^stem.Length..]);
            return;
        }

        stem[^Length..].CopyTo(spare);
        stem[..^Length].CopyTo(stem[Length..]);
        line.CopyTo(stem);
        spare.CopyTo(line);
    }
}
