namespace SessionService.Chaos.Listening;

/// <summary>Every sample a listener was sent, in runs without a gap.</summary>
internal sealed class Recording
{
    private readonly List<(long First, MemoryStream Pcm)> runs = [];

    /// <summary>The runs: first sample, and 16-bit stereo PCM.</summary>
    public IEnumerable<(long First, ReadOnlyMemory<byte> Pcm)> Runs =>
        runs.Select(run => (run.First, (ReadOnlyMemory<byte>)run.Pcm.GetBuffer().AsMemory(0, (int)run.Pcm.Length)));

    /// <summary>Takes a frame.</summary>
    public void Take(long first, ReadOnlySpan<byte> pcm)
    {
        if (runs.Count == 0 || runs[^1].First + (runs[^1].Pcm.Length / 4) != first)
        {
            runs.Add((first, new MemoryStream()));
        }

        runs[^1].Pcm.Write(pcm);
    }
}
