namespace SessionService.Music.Performance;

/// <summary>Something worth telling listeners about, at its sample.</summary>
/// <param name="Sample">When it is heard.</param>
public abstract record Mark(long Sample);

/// <summary>A beat.</summary>
/// <param name="Sample">When it is heard.</param>
/// <param name="Bar">Bar, from 1.</param>
/// <param name="Beat">Beat, from 1.</param>
/// <param name="Scene">Scene it belongs to.</param>
/// <param name="Chord">Lead-sheet symbol of the harmony.</param>
/// <param name="Bpm">Quarter notes a minute.</param>
public sealed record BeatMark(long Sample, int Bar, int Beat, string Scene, string Chord, double Bpm) : Mark(Sample);

/// <summary>A description of what changes, in English.</summary>
/// <param name="Sample">When it is heard.</param>
/// <param name="Text">The words.</param>
public sealed record CaptionMark(long Sample, string Text) : Mark(Sample);

/// <summary>A cue takes effect now.</summary>
/// <param name="Sample">When it takes effect; equal to the cue's own sample unless something moved it.</param>
/// <param name="CommandId">Id of the command that caused it.</param>
/// <param name="Cue">The cue as acknowledged.</param>
public sealed record CueMark(long Sample, string CommandId, Cue Cue) : Mark(Sample);

/// <summary>From here on other writers than before write layers.</summary>
/// <param name="Sample">When it is heard.</param>
public sealed record WriterMark(long Sample) : Mark(Sample);
