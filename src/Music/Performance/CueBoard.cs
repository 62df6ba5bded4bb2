namespace SessionService.Music.Performance;

/// <summary>Cues that wait for the head to reach their sample, to be marked; in order of sample, then of arrival.</summary>
internal sealed class CueBoard
{
    private readonly List<CueMark> waiting = [];

    public long Next => waiting.Count > 0 ? waiting[0].Sample : long.MaxValue;

    /// <summary>
    /// Adds a cue. A session that stands still under an endless stream of commands keeps only the newest marks;
    /// acknowledgements are not touched by this.
    /// </summary>
    public void Add(string commandId, Cue cue)
    {
        if (waiting.Count == Limits.RememberedCommands)
        {
            waiting.RemoveAt(0);
        }

        int place = waiting.Count;
        while (place > 0 && waiting[place - 1].Sample > cue.Sample)
        {
            place--;
        }

        waiting.Insert(place, new CueMark(cue.Sample, commandId, cue));
    }

    /// <summary>Takes over what another performance was told and has not marked.</summary>
    public void TakeOver(CueBoard other)
    {
        waiting.AddRange(other.waiting);
        other.waiting.Clear();
    }

    public void Mark(long sample, List<Mark> marks)
    {
        int due = 0;
        while (due < waiting.Count && waiting[due].Sample <= sample)
        {
            marks.Add(waiting[due++]);
        }

        waiting.RemoveRange(0, due);
    }
}
