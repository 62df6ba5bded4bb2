using SessionService.Music;
using SessionService.Music.Performance;

namespace SessionService.Sessions.Local;

/// <summary>The answers a session gave, in order, the newest <see cref="Limits.RememberedCommands"/> of them. Not thread-safe.</summary>
internal sealed class CueLog
{
    private readonly List<Acknowledgement> answers = [];
    private readonly Dictionary<string, long> places = new(StringComparer.Ordinal);
    private long dropped;

    /// <summary>Adds an answer.</summary>
    public void Add(Acknowledgement answer)
    {
        // Forgotten in blocks, so that adding stays cheap.
        if (answers.Count >= Limits.RememberedCommands + 1_024)
        {
            answers.GetRange(0, 1_024).ForEach(old => places.Remove(old.Id));
            answers.RemoveRange(0, 1_024);
            dropped += 1_024;
        }

        places[answer.Id] = dropped + answers.Count;
        answers.Add(answer);
    }

    /// <summary>Answers after the one with id <paramref name="after"/>; from the first kept where it is null or unknown.</summary>
    public IReadOnlyList<Acknowledgement> After(string? after, int limit)
    {
        long start = after is not null && places.TryGetValue(after, out long place) ? place + 1 : dropped;
        int index = (int)Math.Clamp(start - dropped, 0, answers.Count);
        return answers.GetRange(index, Math.Min(limit, answers.Count - index));
    }
}
