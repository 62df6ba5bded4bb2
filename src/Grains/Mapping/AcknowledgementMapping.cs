using SessionService.Grains.Messages;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;

namespace SessionService.Grains.Mapping;

/// <summary>Acknowledgements between their own types and the wire.</summary>
internal static class AcknowledgementMapping
{
    public static CueMessage ToMessage(this Cue cue) =>
        new() { Kind = cue.Kind, Target = cue.Target, Sample = cue.Sample, Bar = cue.Bar, Beat = cue.Beat };

    public static Cue ToCue(this CueMessage cue) => new(cue.Kind, cue.Target, cue.Sample, cue.Bar, cue.Beat);

    public static AcknowledgementMessage ToMessage(this Acknowledgement answer) => new()
    {
        Id = answer.Id,
        Status = answer.Status,
        AtSample = answer.AtSample,
        Cues = [.. answer.Cues.Select(ToMessage)],
        Reason = answer.Reason,
        Superseded = [.. answer.Superseded],
    };

    public static Acknowledgement ToAcknowledgement(this AcknowledgementMessage answer) =>
        new(answer.Id, answer.Status, answer.AtSample, [.. answer.Cues.Select(ToCue)], answer.Reason, answer.Superseded);

    public static AcknowledgementListMessage ToMessage(this IReadOnlyList<Acknowledgement> answers) =>
        new() { Acknowledgements = [.. answers.Select(ToMessage)] };

    public static IReadOnlyList<Acknowledgement> ToList(this AcknowledgementListMessage answers) =>
        [.. answers.Acknowledgements.Select(ToAcknowledgement)];

    public static SubmittedMessage ToMessage(this SubmittedCommand answer) =>
        new() { Acknowledgement = answer.Acknowledgement.ToMessage(), PredictedDelayMs = answer.PredictedDelayMs };

    public static SubmittedCommand ToSubmitted(this SubmittedMessage answer) =>
        new(answer.Acknowledgement.ToAcknowledgement(), answer.PredictedDelayMs);

    public static SubmittedListMessage ToMessage(this IReadOnlyList<SubmittedCommand> answers) =>
        new() { Answers = [.. answers.Select(ToMessage)] };

    public static IReadOnlyList<SubmittedCommand> ToList(this SubmittedListMessage answers) =>
        [.. answers.Answers.Select(ToSubmitted)];
}
