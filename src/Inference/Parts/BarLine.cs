using SessionService.Inference.Score;

namespace SessionService.Inference.Parts;

/// <summary>What a role has in a bar, as a score model reads it: events that fill the bar, on sixteenths.</summary>
/// <param name="Events">In order; pitches moved so that the tonic is C.</param>
/// <param name="TailTicks">Ticks that the last note goes on after the bar, 24 to the quarter.</param>
internal sealed record BarLine(IReadOnlyList<ScoreEvent> Events, int TailTicks)
{
    /// <summary>Notes that begin in the bar.</summary>
    public int Onsets => Events.Count(one => one.Kind == ScoreEventKind.Note);

    /// <summary>Mean pitch of the notes that begin; of what is held where none does.</summary>
    public double MeanPitch
    {
        get
        {
            ScoreEventKind kind = Onsets > 0 ? ScoreEventKind.Note : ScoreEventKind.Hold;
            return Events.Where(one => one.Kind == kind).Average(one => one.Pitch);
        }
    }

    /// <summary>Whether another line has the same notes, rests and lengths.</summary>
    public bool Equals(BarLine? other) => other is not null && Events.SequenceEqual(other.Events);

    /// <inheritdoc/>
    public override int GetHashCode() => Events.Count;

    /// <summary>Whether another line has the same rhythm.</summary>
    public bool HasRhythmOf(BarLine other) =>
        Events.Count == other.Events.Count
        && Events.Zip(other.Events).All(pair => pair.First.Onset == pair.Second.Onset && pair.First.Kind == pair.Second.Kind);

    /// <summary>Adds the events as tokens.</summary>
    /// <param name="words">The words.</param>
    /// <param name="first">Whether nothing stands before: what is held begins anew.</param>
    /// <param name="tokens">Added to.</param>
    public void Append(Tokenizer words, bool first, List<int> tokens)
    {
        foreach (ScoreEvent one in Events)
        {
            tokens.Add(one.Kind switch
            {
                ScoreEventKind.Rest => words.Rest,
                ScoreEventKind.Hold when !first => words.Hold,
                _ => words.PitchToken(one.Pitch),
            });
            tokens.Add(words.DurationToken(one.Ticks));
        }
    }
}
