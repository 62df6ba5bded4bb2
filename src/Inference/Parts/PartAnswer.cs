using SessionService.Inference.Serving;
using SessionService.Music.Composition;

namespace SessionService.Inference.Parts;

/// <summary>What became of a <see cref="PartRequest"/>.</summary>
/// <param name="End">How it ended; <see cref="SequenceEnd.Done"/> where there is something to play.</param>
/// <param name="Parts">The written layers; empty unless it is done.</param>
/// <param name="Time">Time from the question to the answer.</param>
public sealed record PartAnswer(SequenceEnd End, IReadOnlyList<WrittenPart> Parts, TimeSpan Time)
{
    /// <summary>An answer with nothing to play.</summary>
    public static PartAnswer None(SequenceEnd end, TimeSpan time) => new(end, [], time);
}
