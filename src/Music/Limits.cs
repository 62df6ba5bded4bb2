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
}
