using SessionService.Sessions.Hosting;

namespace SessionService.Sessions.Local;

/// <summary>What another host needs to learn a session that plays here.</summary>
/// <param name="Session">Which.</param>
/// <param name="BornSequence">Log entry at which the renderer that is heard began: from there it can be made again.</param>
/// <param name="Encodings">Encodings that somebody takes.</param>
public sealed record MovingPart(SessionKey Session, long BornSequence, IReadOnlyList<ListenRequest> Encodings);

/// <summary>How far a session has got, durably.</summary>
/// <param name="Sequence">Its last log entry.</param>
/// <param name="Sample">Its head; every entry that follows is at this sample or after it.</param>
public sealed record MovingPlace(long Sequence, long Sample);

/// <summary>Where a session stood still to be taken over.</summary>
/// <param name="Place">Its last log entry and sample.</param>
/// <param name="Reserved">End of its durable reservation.</param>
/// <param name="Lead">Samples of audio ahead of the live edge.</param>
/// <param name="At">When it had that lead, by the wall clock.</param>
public sealed record MovingStand(MovingPlace Place, long Reserved, long Lead, DateTimeOffset At);
