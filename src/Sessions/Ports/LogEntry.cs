namespace SessionService.Sessions.Ports;

/// <summary>One line of a session's append-only, hash-chained log.</summary>
/// <param name="Sequence">0 for the entry that creates the session, then one more each.</param>
/// <param name="Kind">What the payload is, such as <c>created</c>, <c>command</c>, <c>resumed</c>, <c>version</c>, <c>closed</c>.</param>
/// <param name="AtSample">Sample at which it entered the music.</param>
/// <param name="At">Wall-clock time, for people and audits; the music never reads it.</param>
/// <param name="Payload">Canonical UTF-8 JSON.</param>
/// <param name="PreviousHash">Hash of the entry before, 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 over all of the above.</param>
public sealed record LogEntry(
    long Sequence,
    string Kind,
    long AtSample,
    DateTimeOffset At,
    ReadOnlyMemory<byte> Payload,
    ReadOnlyMemory<byte> PreviousHash,
    ReadOnlyMemory<byte> Hash);
