using SessionService.Chaos.Cluster;

namespace SessionService.Chaos.Scenarios;

/// <summary>What came of a scenario.</summary>
internal sealed record Result
{
    public required string Name { get; init; }

    public required int Sessions { get; init; }

    /// <summary>Commands that were acknowledged.</summary>
    public required int Acknowledged { get; init; }

    /// <summary>Of these, how many are in no log.</summary>
    public required int EventsLost { get; init; }

    /// <summary>Commands that got no answer at all.</summary>
    public required int Unanswered { get; init; }

    public required int SessionsLost { get; init; }

    public required int BrokenLogs { get; init; }

    /// <summary>Processor time while nothing was wrong, as shares of one processor.</summary>
    public required ProcessorTime Processors { get; init; }

    /// <summary>Longest silence of any listener while nothing was wrong.</summary>
    public required TimeSpan SilenceBefore { get; init; }

    /// <summary>Longest silence of any listener after the fault.</summary>
    public required TimeSpan LongestSilence { get; init; }

    /// <summary>Listeners that heard any silence.</summary>
    public required int Silenced { get; init; }

    /// <summary>Longest time between two frames.</summary>
    public required TimeSpan LongestWait { get; init; }

    /// <summary>Most of the music that one listener was not sent.</summary>
    public required TimeSpan LeftOut { get; init; }

    /// <summary>Samples that were sent twice, over all listeners.</summary>
    public required long Repeated { get; init; }

    /// <summary>From the fault until the last listener's frames came evenly again.</summary>
    public required TimeSpan Recovered { get; init; }

    /// <summary>Slowest acknowledgement, repeats by the visitor included.</summary>
    public required TimeSpan SlowestAnswer { get; init; }

    /// <summary>Samples held against a replay.</summary>
    public required long Compared { get; init; }

    /// <summary>Of these, how many differ.</summary>
    public required long Different { get; init; }

    /// <summary>Whatever must not be and was.</summary>
    public IReadOnlyList<string> Failures =>
    [
        .. EventsLost > 0 ? [$"{EventsLost} acknowledged events are in no log"] : Array.Empty<string>(),
        .. SessionsLost > 0 ? [$"{SessionsLost} sessions are lost"] : Array.Empty<string>(),
        .. BrokenLogs > 0 ? [$"{BrokenLogs} logs are broken"] : Array.Empty<string>(),
        .. Unanswered > 0 ? [$"{Unanswered} commands got no answer"] : Array.Empty<string>(),
        .. Different > 0 ? [$"{Different} samples differ from the replay"] : Array.Empty<string>(),
        .. Compared == 0 ? ["nothing was held against a replay"] : Array.Empty<string>(),
    ];
}
