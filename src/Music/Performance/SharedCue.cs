namespace SessionService.Music.Performance;

/// <summary>A pending cue and the commands that share it.</summary>
internal sealed class SharedCue
{
    private readonly List<string> ids = [];

    public SharedCue(string id, Cue cue)
    {
        ids.Add(id);
        Cue = cue;
    }

    public Cue Cue { get; }

    public IReadOnlyList<string> Ids => ids;

    /// <summary>Adds a command; beyond <see cref="Limits.CommandsPerCue"/> it has the cue, but is not named with it.</summary>
    public void Join(string id)
    {
        if (ids.Count < Limits.CommandsPerCue)
        {
            ids.Add(id);
        }
    }

    public void Mark(List<Mark> marks)
    {
        foreach (string id in ids)
        {
            marks.Add(new CueMark(Cue.Sample, id, Cue));
        }
    }
}
