namespace SessionService.Music.Performance;

/// <summary>Answers by command id; the oldest of <see cref="Limits.RememberedCommands"/> makes room for the newest.</summary>
internal sealed class CommandMemory
{
    private readonly Dictionary<string, Acknowledgement> answers = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    public Acknowledgement? Find(string id) => answers.GetValueOrDefault(id);

    public void Remember(Acknowledgement answer)
    {
        if (order.Count == Limits.RememberedCommands)
        {
            answers.Remove(order.Dequeue());
        }

        answers.Add(answer.Id, answer);
        order.Enqueue(answer.Id);
    }
}
