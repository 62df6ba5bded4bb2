namespace SessionService.Music;

/// <summary>
/// Every size, rate and count that comes from outside, in one place. It stands in the lowest project because the map
/// reader needs some of them; hosts read the rest from here too. Relations between them are asserted by a test.
/// </summary>
public static class Limits
{
    // ---- adaptive map

    /// <summary>Bytes of one adaptive map as JSON.</summary>
    public const int MapBytes = 256 * 1024;

    /// <summary>Depth of nesting in any JSON document.</summary>
    public const int JsonDepth = 16;

    /// <summary>Scenes of a map.</summary>
    public const int Scenes = 32;

    /// <summary>Layers of a session: the union of the layers of all scenes.</summary>
    public const int Layers = 12;

    /// <summary>Parameters of a map.</summary>
    public const int Parameters = 32;

    /// <summary>Things one parameter drives.</summary>
    public const int DrivesPerParameter = 16;

    /// <summary>Transitions of a map.</summary>
    public const int Transitions = 256;

    /// <summary>Stingers of a map.</summary>
    public const int Stingers = 64;

    /// <summary>Notes of one stinger's note list.</summary>
    public const int NotesPerStinger = 64;

    /// <summary>Events of a map.</summary>
    public const int Events = 256;

    /// <summary>Actions of one event.</summary>
    public const int ActionsPerEvent = 16;

    /// <summary>Faults reported for one map; the rest are counted.</summary>
    public const int MapFaults = 50;

    /// <summary>Characters of a name inside a map.</summary>
    public const int NameLength = 64;

    /// <summary>Longest fade, smoothing, ramp or cooldown, in milliseconds.</summary>
    public const int LongestSpanMs = 600_000;

    /// <summary>Bars over which a transition may move the tempo.</summary>
    public const int RampBars = 8;

    // ---- writing ahead

    /// <summary>Parts of bars to come that a performance keeps; the oldest gives way.</summary>
    public const int PartsWrittenAhead = 16;

    /// <summary>Notes of one layer of one bar that something else than the rules wrote.</summary>
    public const int NotesPerWrittenPart = 64;

    /// <summary>Bars that one who writes ahead is told of.</summary>
    public const int BarsOfHistory = 8;

    // ---- commands

    /// <summary>Characters of a command's id.</summary>
    public const int CommandIdLength = 64;

    /// <summary>Commands in one batch.</summary>
    public const int CommandsPerBatch = 1_000;

    /// <summary>Stingers that may wait or sound in one session at a time; more are suppressed with a reason.</summary>
    public const int PendingStingers = 8;

    /// <summary>Commands named with one pending cue; more of them share the cue unnamed.</summary>
    public const int CommandsPerCue = 1_000;

    /// <summary>Commands one session remembers by id, for idempotency and the cue log.</summary>
    public const int RememberedCommands = 100_000;

    /// <summary>Sustained commands per second of one session.</summary>
    public const int CommandsPerSecond = 2_000;

    // ---- sessions, listeners, tenants

    /// <summary>Open sessions of one tenant.</summary>
    public const int SessionsPerTenant = 1_000;

    /// <summary>Projects of one tenant.</summary>
    public const int ProjectsPerTenant = 1_000;

    /// <summary>Versions of one project.</summary>
    public const int VersionsPerProject = 10_000;

    /// <summary>Listeners of one session on one node.</summary>
    public const int ListenersPerSession = 5_000;

    /// <summary>Milliseconds of audio that may wait for one listener before it is moved to live.</summary>
    public const int ListenerQueueMs = 2_000;

    /// <summary>Milliseconds of sent audio kept for listeners that resume.</summary>
    public const int ResumeWindowMs = 5_000;

    /// <summary>Bytes of one JSON frame on a socket.</summary>
    public const int SocketFrameBytes = 16 * 1024;

    /// <summary>Bytes of a request body.</summary>
    public const int RequestBytes = 512 * 1024;

    /// <summary>Sessions kept in memory with nobody listening before the longest idle is put away.</summary>
    public const int IdleSessionsInMemory = 256;

    /// <summary>Lifetime of a socket token in seconds.</summary>
    public const int TokenSeconds = 900;

    /// <summary>Seconds of an offline rendering.</summary>
    public const int RenderSeconds = 24 * 3600;

    /// <summary>Entries of a page of any listing.</summary>
    public const int PageSize = 200;

    // ---- the service's doors

    /// <summary>Characters of a project's name for people.</summary>
    public const int ProjectNameLength = 200;

    /// <summary>Characters of a version's comment.</summary>
    public const int CommentLength = 1_000;

    /// <summary>Characters of a project's or session's id.</summary>
    public const int IdLength = 64;

    /// <summary>Characters of a tenant's name.</summary>
    public const int TenantLength = 40;

    /// <summary>Characters of an Idempotency-Key header.</summary>
    public const int IdempotencyKeyLength = 128;

    /// <summary>Requests per second of one tenant, sustained; socket upgrades count as one.</summary>
    public const int RequestsPerSecond = 1_000;

    /// <summary>Requests of one tenant at once, before the sustained rate holds.</summary>
    public const int RequestBurst = 4_000;

    /// <summary>Requests per second of one address that shows no credential.</summary>
    public const int AnonymousRequestsPerSecond = 50;

    /// <summary>Requests of one address without a credential at once.</summary>
    public const int AnonymousRequestBurst = 200;

    /// <summary>Commands of one session at once, before <see cref="CommandsPerSecond"/> holds.</summary>
    public const int CommandBurst = 4_000;

    /// <summary>Commands handed to a session in one go; what comes meanwhile waits for the next go.</summary>
    public const int CommandsPerSubmit = 256;

    /// <summary>Commands of one socket that wait to be handed over; then the socket is not read.</summary>
    public const int SocketInbox = 1_024;

    /// <summary>Answers that wait to be sent on one socket; then its commands wait.</summary>
    public const int SocketReplies = 1_024;

    /// <summary>Wrong frames in a row before a socket is closed.</summary>
    public const int SocketFaults = 100;

    /// <summary>Commands in a row refused for their rate before a socket is closed.</summary>
    public const int SocketRefusals = 10_000;

    /// <summary>Seconds one frame may take to be sent before the socket is given up.</summary>
    public const int SocketSendSeconds = 10;

    /// <summary>Seconds a socket stays open after its token ran out.</summary>
    public const int TokenGraceSeconds = 60;

    /// <summary>Open sockets of one node.</summary>
    public const int Sockets = 20_000;

    /// <summary>Open sessions of the demo; the longest idle one makes room.</summary>
    public const int DemoSessions = 64;

    /// <summary>Demo sessions one address may open in a minute.</summary>
    public const int DemoSessionsPerMinute = 30;

    // ---- inference

    /// <summary>Sequences of all tenants that wait for a slot of a model; further ones are written by rules.</summary>
    public const int SequencesWaiting = 1_024;

    /// <summary>Sequences of one tenant that wait for a slot of a model.</summary>
    public const int SequencesWaitingPerTenant = 256;

    /// <summary>Bytes of a model package.</summary>
    public const int ModelBytes = 30 * 1024 * 1024;

    /// <summary>Bytes of a package of an audio-token model, whose networks are larger; each file is read into one array.</summary>
    public const int CodecModelBytes = 1_900 * 1024 * 1024;

    /// <summary>Codes of a bar's sound that was written ahead.</summary>
    public const int CodesPerWrittenSound = 65_536;

    /// <summary>Codebooks of a frame of an audio-token model.</summary>
    public const int Codebooks = 64;

    /// <summary>Codes of one codebook.</summary>
    public const int CodebookSize = 65_536;

    /// <summary>Bytes of a package's <c>model.json</c>.</summary>
    public const int ModelManifestBytes = 1024 * 1024;

    /// <summary>Tokens of the longest sequence of a model.</summary>
    public const int ModelContext = 8_192;

    /// <summary>Files of a model package, with those that a host does not read.</summary>
    public const int ModelFiles = 32;

    /// <summary>Bytes of a model package as an archive.</summary>
    public const int ModelArchiveBytes = 32 * 1024 * 1024;

    /// <summary>Bytes of the file in which a registry of models says what plays.</summary>
    public const int ModelRegistryBytes = 4 * 1024 * 1024;

    /// <summary>Changes that a registry of models remembers; the oldest are forgotten.</summary>
    public const int ModelRegistryHistory = 2_000;

    /// <summary>Projects that may be held to versions of one model.</summary>
    public const int ModelPins = 4_096;

    // ---- blobs

    /// <summary>Bytes of one blob.</summary>
    public const long BlobBytes = 1L << 30;
}
