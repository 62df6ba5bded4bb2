namespace SessionService.Music.Performance;

/// <summary>What the parts of a command came to, until it is acknowledged.</summary>
internal sealed class CommandOutcome(string id)
{
    private readonly List<Cue> cues = [];
    private readonly List<string> superseded = [];
    private readonly List<string> reasons = [];
    private bool suppressed;
    private bool rejected;

    public string Id { get; } = id;

    public bool HasCues => cues.Count > 0;

    public void Accept(Cue cue, string? reason = null)
    {
        cues.Add(cue);
        Say(reason);
    }

    public void Suppress(string reason)
    {
        suppressed = true;
        Say(reason);
    }

    public void Reject(string reason)
    {
        rejected = true;
        Say(reason);
    }

    public void Supersede(IEnumerable<string> ids) => superseded.AddRange(ids);

    public Acknowledgement Acknowledge(long atSample)
    {
        CommandStatus status = rejected ? CommandStatus.Rejected
            : suppressed && cues.Count == 0 ? CommandStatus.Suppressed
            : CommandStatus.Accepted;
        IReadOnlyList<Cue> ordered = cues.Count < 2 ? cues : [.. cues.OrderBy(cue => cue.Sample)];
        return new Acknowledgement(
            Id, status, atSample, ordered, reasons.Count == 0 ? null : string.Join("; ", reasons), superseded);
    }

    private void Say(string? reason)
    {
        if (reason is not null && !reasons.Contains(reason))
        {
            reasons.Add(reason);
        }
    }
}
