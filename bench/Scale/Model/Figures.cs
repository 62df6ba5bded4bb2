namespace SessionService.Bench.Scale.Model;

/// <summary>What the model stands on. Nothing else in it is a number from outside.</summary>
public static class Figures
{
    /// <summary>Live sessions on one core with silo and front end on it, each encoded for one listener, at which no deadline was missed.</summary>
    public static Figure SessionsPerCore { get; } = new(
        "live sessions on one core with silo and front end, without a miss", 25, "sessions", Provenance.Measured, "docs/scale.md",
        "| silo and front end on the core, segments in bundles | 25 |");

    /// <summary>How much of that core their rendering takes: what the autoscaler sees.</summary>
    public static Figure CoreShare { get; } = new(
        "share of the core that their rendering takes", 0.44, "", Provenance.Measured, "docs/scale.md", "25 × 17.6 ms, 44 % of the core");

    /// <summary>Speed of `game.json` in times real time, as rendered offline.</summary>
    public static Figure GameSpeed { get; } = new(
        "offline speed of game.json", 87, "× real time", Provenance.Measured, "docs/scale.md", "| 87 ×, 144 ×, 167 × |");

    /// <summary>Speed of `shop.json`.</summary>
    public static Figure ShopSpeed { get; } = new(
        "offline speed of shop.json", 144, "× real time", Provenance.Measured, "docs/scale.md", "| 87 ×, 144 ×, 167 × |");

    /// <summary>Speed of `reading.json`.</summary>
    public static Figure ReadingSpeed { get; } = new(
        "offline speed of reading.json", 167, "× real time", Provenance.Measured, "docs/scale.md", "| 87 ×, 144 ×, 167 × |");

    /// <summary>Memory of a process without sessions.</summary>
    public static Figure ProcessMegabytes { get; } = new(
        "memory of a process without sessions", 69, "MB", Provenance.Measured, "docs/scale.md", "80.6 MB at 10, 115.4 MB at 40");

    /// <summary>Memory of a live session beside that.</summary>
    public static Figure SessionMegabytes { get; } = new(
        "memory of a live session", 1.2, "MB", Provenance.Measured, "docs/scale.md", "80.6 MB at 10, 115.4 MB at 40");

    /// <summary>Durable entries a second of one embedded store, five hundred sessions writing, on a busy machine.</summary>
    public static Figure StoreEntries { get; } = new(
        "durable entries of one embedded store", 6_431, "entries/s", Provenance.Measured, "docs/storage.md", "| 500 | 6 431 |");

    /// <summary>Missed probes until a silo counts as lost.</summary>
    public static Figure MissedProbes { get; } = new(
        "missed probes until a silo counts as lost", 3, "", Provenance.Code, "src/Silo/Options/NodeOptions.cs", "int Missed { get; init; } = 3;");

    /// <summary>Seconds between probes of a silo.</summary>
    public static Figure ProbeSeconds { get; } = new(
        "time of one probe", 0.5, "s", Provenance.Code, "src/Silo/Options/NodeOptions.cs", "Probe { get; init; } = TimeSpan.FromMilliseconds(500);");

    /// <summary>Seconds after which a silent subscription is made anew.</summary>
    public static Figure Silence { get; } = new(
        "silence after which a front end subscribes anew", 1, "s", Provenance.Code, "src/Grains/Hosting/SessionClusterOptions.cs",
        "public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(1)");

    /// <summary>Seconds of playing that one reservation covers; half of it is left when the next is asked for.</summary>
    public static Figure ReservationSeconds { get; } = new(
        "playing time reserved in the store at once", 2, "s", Provenance.Code, "src/Sessions/Local/Reservation.cs",
        "Step = 2 * MusicalTime.SampleRate");

    /// <summary>Bits of a mix a second.</summary>
    public static Figure OpusBits { get; } = new(
        "Opus bit rate of a mix", 96_000, "bit/s", Provenance.Code, "src/Audio/Opus/OpusEncoderOptions.cs", "int BitrateBps = 96_000");

    /// <summary>Bytes before the payload of an audio frame, of our own protocol.</summary>
    public static Figure FrameHeader { get; } = new(
        "header of an audio frame", 28, "bytes", Provenance.Code, "docs/protocol.md", "| 28 | … | payload |");

    /// <summary>Segments a second and stream.</summary>
    public static Figure FramesPerSecond { get; } = new(
        "audio frames", 50, "/s", Provenance.Code, "docs/protocol.md", "960 for Opus");

    /// <summary>Sessions of one tenant that may be open.</summary>
    public static Figure SessionsPerTenant { get; } = new(
        "open sessions of one tenant", 1_000, "sessions", Provenance.Code, "src/Music/Limits.cs", "SessionsPerTenant = 1_000");

    /// <summary>Sockets of one node.</summary>
    public static Figure SocketsPerNode { get; } = new(
        "open sockets of one node", 20_000, "sockets", Provenance.Code, "src/Music/Limits.cs", "Sockets = 20_000");

    /// <summary>What goes around each frame on the wire beside our header: WebSocket 4, TLS 22, TCP and IP 52.</summary>
    public static Figure WireHeaders { get; } = new(
        "headers of WebSocket, TLS, TCP and IP", 78, "bytes/frame", Provenance.Derived, "4 + 22 + 52, RFC 6455, 8446, 9293, 791");

    /// <summary>Cores of a silo.</summary>
    public static Figure SiloCores { get; } = new(
        "cores of a silo", 16, "cores", Provenance.Assumed, "a usual size of node; that sessions grow in step with cores was not measured beyond one");

    /// <summary>Listeners of a session.</summary>
    public static Figure ListenersPerSession { get; } = new(
        "listeners of a session", 1, "listeners", Provenance.Assumed, "one visitor, one session");

    /// <summary>Listeners that one core of a front end serves.</summary>
    public static Figure ListenersPerCore { get; } = new(
        "listeners on one core of a front end", 1_000, "listeners", Provenance.Assumed,
        "half of the bar of 2,000, which has not been measured; with one listener a session each also has its own subscription");

    /// <summary>Commands a second of a session.</summary>
    public static Figure CommandsPerSecond { get; } = new(
        "commands of a session", 0.2, "/s", Provenance.Assumed, "one every five seconds: between a page to read and a game");

    /// <summary>Seconds a session lasts.</summary>
    public static Figure StaySeconds { get; } = new(
        "how long a session is listened to", 600, "s", Provenance.Assumed, "ten minutes, exponentially distributed");

    /// <summary>Swing of arrivals around their daily mean.</summary>
    public static Figure DaySwing { get; } = new(
        "swing of arrivals over a day", 0.6, "of the mean", Provenance.Assumed, "a sine; the peak has four times the arrivals of the trough");

    /// <summary>Processor seconds to bring a session up on a silo.</summary>
    public static Figure ActivationSeconds { get; } = new(
        "processor time to bring a session up", 0.05, "s", Provenance.Assumed, "reading its log, a fresh renderer, the first 120 ms");

    /// <summary>Seconds until a new silo takes sessions, where a node is ready for it.</summary>
    public static Figure PodSeconds { get; } = new(
        "start of a silo on a node that is there", 30, "s", Provenance.Assumed, "image on the node, warm-up, joining");

    /// <summary>Seconds until a new node is there.</summary>
    public static Figure NodeSeconds { get; } = new(
        "start of a node", 120, "s", Provenance.Assumed, "differs between clouds");

    /// <summary>Seconds between two looks of the autoscaler, the age of what it sees included.</summary>
    public static Figure ScaleSeconds { get; } = new(
        "from a change of load to a decision", 45, "s", Provenance.Derived, "15 s export + 15 s scrape + 15 s polling, all just missed");

    /// <summary>How far over the mean a silo is left alone.</summary>
    public static Figure Unevenness { get; } = new(
        "what balancing leaves uneven", 0.05, "of the mean", Provenance.Assumed, "sessions differ and load is seen late; the simulation shows what comes of it");

    /// <summary>Ratio to its aim within which the horizontal pod autoscaler does nothing.</summary>
    public static Figure ScaleTolerance { get; } = new(
        "tolerance of the autoscaler", 0.1, "of its aim", Provenance.Assumed, "the default of Kubernetes");

    /// <summary>Longest bar: the longest wait for a bar line.</summary>
    public static Figure BarSeconds { get; } = new(
        "wait for a bar line", 4, "s", Provenance.Assumed, "four beats at 60 a minute; most bars are shorter");

    /// <summary>Zones of a region.</summary>
    public static Figure Zones { get; } = new("zones of a region", 3, "zones", Provenance.Assumed, "what large clouds offer");

    /// <summary>Regions.</summary>
    public static Figure Regions { get; } = new("regions", 4, "regions", Provenance.Assumed, "to be near listeners");

    /// <summary>Sessions of a cell at its peak.</summary>
    public static Figure CellSessions { get; } = new(
        "sessions of a cell at its peak", 25_000, "sessions", Provenance.Assumed, "chosen: see docs/scale.md, why cells");

    /// <summary>Sessions of the whole plan.</summary>
    public static Figure PlanSessions { get; } = new("sessions of the plan", 1_000_000, "sessions", Provenance.Assumed, "the task set");

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<Figure> All { get; } =
    [
        SessionsPerCore, CoreShare, GameSpeed, ShopSpeed, ReadingSpeed, ProcessMegabytes,
        SessionMegabytes, StoreEntries, MissedProbes, ProbeSeconds, Silence,
        ReservationSeconds, OpusBits, FrameHeader, FramesPerSecond, SessionsPerTenant, SocketsPerNode, WireHeaders, ScaleSeconds,
        SiloCores, ListenersPerSession, ListenersPerCore, CommandsPerSecond, StaySeconds, DaySwing, ActivationSeconds, PodSeconds,
        NodeSeconds, Unevenness, ScaleTolerance, BarSeconds, Zones, Regions, CellSessions, PlanSessions,
    ];
}
