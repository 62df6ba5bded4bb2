using SessionService.Music.Performance;
using SessionService.Sessions.Log;

namespace SessionService.Sessions.Offline;

/// <summary>
/// Writes acknowledgements as a JSON array:
/// <c>{"id": "e1", "at_ms": 1500, "status": "accepted", "cues": [{"kind": "scene", "target": "battle", "sample": 144000, "bar": 2, "beat": 1}]}</c>.
/// </summary>
public static class CuesFile
{
    /// <summary>The file's bytes, UTF-8.</summary>
    /// <param name="answers">Commands with their answers, in order.</param>
    public static byte[] Write(IReadOnlyList<(TimedCommand Command, Acknowledgement Answer)> answers) =>
        LogJson.Write(answers.Select(pair => new Entry(
            pair.Answer.Id,
            pair.Command.AtMs,
            pair.Answer.Status,
            pair.Answer.Cues,
            pair.Answer.Reason,
            pair.Answer.Superseded.Count > 0 ? pair.Answer.Superseded : null)));

    private sealed record Entry(
        string Id, long AtMs, CommandStatus Status, IReadOnlyList<Cue> Cues, string? Reason, IReadOnlyList<string>? Superseded);
}
