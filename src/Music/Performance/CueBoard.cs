namespace SessionService.Music.Performance;

/// <summary>Cues that take effect at the head, waiting for the next move of the head to be marked.</summary>
internal sealed class CueBoard
{
    private readonly Queue<CueMark> waiting = new();

    public long Next => waiting.TryPeek(out CueMark? mark) ? mark.Sample : long.MaxValue;

    /// <summary>
    /// Adds a cue. A session that stands still under an endless stream of commands keeps only the newest marks;
    /// acknowledgements are not touched by this.
    /// </summary>
    public void Add(string commandId, Cue cue)
    {
        if (waiting.Count == Limits.RememberedCommands)
        {
            waiting.Dequeue();
        }

        waiting.Enqueue(new CueMark(cue.Sample, commandId, cue));
    }

    /// <summary>Takes over what another performance was told at this head.</summary>
    public void TakeOver(CueBoard other)
    {
        while (other.waiting.TryDequeue(out CueMark? mark))
        {
            waiting.Enqueue(mark);
        }
    }

    public void Mark(long sample, List<Mark> marks)
    {
        while (waiting.TryPeek(out CueMark? mark) && mark.Sample <= sample)
        {
            marks.Add(waiting.Dequeue());
        }
    }
}
