namespace SessionService.Music.Adaptation;

/// <summary>
/// A project's document: its scenes, parameters, transitions and stingers, and what each UI event does. Immutable, and
/// free of faults: it only comes from <see cref="AdaptiveMapReader"/>. Every list is in the order of the document.
/// </summary>
public sealed record AdaptiveMap
{
    /// <summary>Title for people; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the scene a session starts with.</summary>
    public required string Start { get; init; }

    /// <summary>The scenes, at least one.</summary>
    public required IReadOnlyList<SceneDefinition> Scenes { get; init; }

    /// <summary>The parameters.</summary>
    public required IReadOnlyList<ParameterDefinition> Parameters { get; init; }

    /// <summary>How scenes follow each other; a pair of scenes that none matches takes <see cref="TransitionDefinition.Default"/>.</summary>
    public required IReadOnlyList<TransitionDefinition> Transitions { get; init; }

    /// <summary>The stingers.</summary>
    public required IReadOnlyList<StingerDefinition> Stingers { get; init; }

    /// <summary>What UI events do.</summary>
    public required IReadOnlyList<EventDefinition> Events { get; init; }

    /// <summary>
    /// The transition from one scene to another. The most specific wins: both named, then only the scene left named, then
    /// only the scene entered named, then neither.
    /// </summary>
    /// <param name="from">Scene that is left.</param>
    /// <param name="to">Scene that is entered.</param>
    public TransitionDefinition TransitionBetween(string from, string to)
    {
        TransitionDefinition best = TransitionDefinition.Default;
        int bestRank = -1;
        foreach (TransitionDefinition transition in Transitions)
        {
            bool matches = (transition.From is null || transition.From == from) && (transition.To is null || transition.To == to);
            int rank = (transition.From is null ? 0 : 2) + (transition.To is null ? 0 : 1);
            if (matches && rank > bestRank)
            {
                (best, bestRank) = (transition, rank);
            }
        }

        return best;
    }
}
