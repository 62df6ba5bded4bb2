using SessionService.Music.Performance;

namespace SessionService.Sessions.Streaming;

/// <summary>What a listener is handed: audio, or a notice about it.</summary>
public abstract record ListenerItem;

/// <summary>Audio.</summary>
/// <param name="Segment">The segment.</param>
public sealed record AudioItem(Segment Segment) : ListenerItem;

/// <summary>A beat, told ahead of its sounding.</summary>
/// <param name="Sample">Its sample.</param>
/// <param name="Bar">Bar, from 1.</param>
/// <param name="Beat">Beat, from 1.</param>
/// <param name="Scene">Scene it belongs to.</param>
/// <param name="Chord">Lead-sheet symbol of the harmony at the beat.</param>
/// <param name="Bpm">Quarter notes a minute at the beat.</param>
public sealed record BeatNotice(long Sample, int Bar, int Beat, string Scene, string Chord, double Bpm) : ListenerItem;

/// <summary>Words for what is heard, for those who cannot hear it.</summary>
/// <param name="Sample">When it is heard.</param>
/// <param name="Text">English text.</param>
public sealed record CaptionNotice(long Sample, string Text) : ListenerItem;

/// <summary>A command was acknowledged; every listener of the session is told.</summary>
/// <param name="Acknowledgement">The answer its sender got.</param>
public sealed record CueNotice(Acknowledgement Acknowledgement) : ListenerItem;

/// <summary>The session's state changed.</summary>
/// <param name="State">State after the change.</param>
public sealed record StateNotice(SessionState State) : ListenerItem;

/// <summary>A cue sounded, or will sound, later than was acknowledged.</summary>
/// <param name="Id">Id of the command.</param>
/// <param name="Cue">The cue as acknowledged.</param>
/// <param name="LateBySamples">How much later, in samples.</param>
public sealed record LateNotice(string Id, Cue Cue, long LateBySamples) : ListenerItem;

/// <summary>This listener was too slow and was moved to live.</summary>
/// <param name="FromSample">First sample it does not get.</param>
/// <param name="ToSample">First sample it gets again.</param>
public sealed record SkippedNotice(long FromSample, long ToSample) : ListenerItem;

/// <summary>How the session is doing; about once a second.</summary>
/// <param name="LeadMs">Rendered audio ahead of what should be playing, milliseconds.</param>
/// <param name="Listeners">Listeners of the session on this node.</param>
/// <param name="RenderedSamples">Samples rendered since the session was loaded.</param>
/// <param name="CpuMs">Processor time they took, milliseconds.</param>
/// <param name="LateCues">Cues that came late since the session was loaded.</param>
/// <param name="DeadlineMisses">Slices that were ready after they should have played.</param>
/// <param name="ModelBars">Bars of layers that a model was to write and wrote, since the session began.</param>
/// <param name="RuleBars">Bars of layers that a model was to write and the rules wrote: it was late, absent or wrong.</param>
public sealed record StatsNotice(
    double LeadMs, int Listeners, long RenderedSamples, double CpuMs, long LateCues, long DeadlineMisses, long ModelBars,
    long RuleBars) : ListenerItem;

/// <summary>The stream ends.</summary>
/// <param name="Reason"><c>closed</c>, <c>shutdown</c> or <c>fault</c>.</param>
public sealed record EndNotice(string Reason) : ListenerItem;
