using System.Globalization;
using System.Text.Json;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Api.Endpoints;

/// <summary>A project.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">A title for people.</param>
/// <param name="Version">Number of the current version.</param>
/// <param name="LatestVersion">Highest version number given out.</param>
/// <param name="CanUndo">There is a version to go back to.</param>
/// <param name="CanRedo">There is an undone version to go forward to.</param>
/// <param name="Revision">Grows with each change; the ETag.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ChangedAt">When it last changed.</param>
internal sealed record ProjectView(
    string Id, string Name, int Version, int LatestVersion, bool CanUndo, bool CanRedo, long Revision,
    DateTimeOffset CreatedAt, DateTimeOffset ChangedAt)
{
    /// <summary>The view of a record.</summary>
    public static ProjectView Of(ProjectRecord p) => new(
        p.Key.Id, p.Name, p.Current, p.Latest, p.CanUndo, p.CanRedo, p.Revision, p.CreatedAt, p.ChangedAt);
}

/// <summary>A version in a project's history.</summary>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Parent">The version it was made from; 0 for the first.</param>
/// <param name="Comment">Why, in the author's words.</param>
/// <param name="Sha256">Hex SHA-256 of the map; the ETag.</param>
/// <param name="CreatedAt">When it was saved.</param>
internal sealed record VersionView(int Version, int Parent, string Comment, string Sha256, DateTimeOffset CreatedAt)
{
    /// <summary>The view of a version.</summary>
    public static VersionView Of(ProjectVersion v) => new(v.Version, v.Parent, v.Comment, v.Sha256, v.CreatedAt);
}

/// <summary>A version with its map.</summary>
/// <param name="Project">Id of the project.</param>
/// <param name="Version">Its number, from 1.</param>
/// <param name="Parent">The version it was made from; 0 for the first.</param>
/// <param name="Comment">Why, in the author's words.</param>
/// <param name="Sha256">Hex SHA-256 of the map; the ETag.</param>
/// <param name="CreatedAt">When it was saved.</param>
/// <param name="Map">The adaptive map.</param>
internal sealed record VersionDetail(
    string Project, int Version, int Parent, string Comment, string Sha256, DateTimeOffset CreatedAt, JsonElement Map)
{
    /// <summary>The view of a version.</summary>
    public static VersionDetail Of(ProjectVersion v)
    {
        using JsonDocument map = JsonDocument.Parse(v.MapJson, new JsonDocumentOptions { MaxDepth = Json.ApiJson.RequestDepth });
        return new VersionDetail(v.Project.Id, v.Version, v.Parent, v.Comment, v.Sha256, v.CreatedAt, map.RootElement.Clone());
    }
}

/// <summary>A session in a listing.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Project">The project it plays; null for an inline map.</param>
/// <param name="Version">Version pinned when it was created; 0 for an inline map.</param>
/// <param name="Seed">Seed, as decimal text: JavaScript numbers cannot hold 64 bits.</param>
/// <param name="CreatedAt">When it was created.</param>
/// <param name="ClosedAt">When it was closed; null while open.</param>
internal sealed record SessionView(
    string Id, string? Project, int Version, string Seed, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt)
{
    /// <summary>The view of a record.</summary>
    public static SessionView Of(SessionRecord s) => new(
        s.Key.Id, s.Project, s.Version, s.Seed.ToString(CultureInfo.InvariantCulture), s.CreatedAt, s.ClosedAt);
}

/// <summary>The answer to a command: where it will be heard.</summary>
/// <param name="Id">The command's id.</param>
/// <param name="Status">What became of it.</param>
/// <param name="AtSample">Sample the command arrived at.</param>
/// <param name="Cues">Its effects in order of sample.</param>
/// <param name="PredictedDelayMs">From now until the first cue leaves the live edge, ms; null where there is none.</param>
/// <param name="Reason">Why it was suppressed or rejected, or which rule merged it; null otherwise.</param>
/// <param name="Superseded">Ids of earlier commands it replaced.</param>
internal sealed record AcknowledgementView(
    string Id, CommandStatus Status, long AtSample, IReadOnlyList<Cue> Cues, double? PredictedDelayMs, string? Reason,
    IReadOnlyList<string> Superseded)
{
    /// <summary>The view of an answer.</summary>
    public static AcknowledgementView Of(SubmittedCommand c) => Of(c.Acknowledgement, c.PredictedDelayMs);

    /// <summary>The view of an answer given earlier, whose delay is over.</summary>
    public static AcknowledgementView Of(Acknowledgement a) => Of(a, null);

    private static AcknowledgementView Of(Acknowledgement a, double? delay) =>
        new(a.Id, a.Status, a.AtSample, a.Cues, delay, a.Reason, a.Superseded);
}

/// <summary>Answers to a batch.</summary>
/// <param name="Acknowledgements">One for each command, in the batch's order.</param>
internal sealed record AcknowledgementList(IReadOnlyList<AcknowledgementView> Acknowledgements);

/// <summary>A part and who plays it.</summary>
/// <param name="Part">The musical function.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="LevelDb">Level in the style's mix, dB.</param>
internal sealed record PartView(Music.Score.Part Part, string Instrument, double LevelDb);

/// <summary>A style that scenes can take.</summary>
/// <param name="Name">Name used in maps.</param>
/// <param name="Description">What it is like to listen to.</param>
/// <param name="DefaultBpm">Tempo where a scene names none, quarter notes a minute.</param>
/// <param name="Parts">Who plays each part.</param>
/// <param name="StingerInstrument">Who plays stingers.</param>
internal sealed record StyleView(
    string Name, string Description, double DefaultBpm, IReadOnlyList<PartView> Parts, string StingerInstrument);

/// <summary>The styles.</summary>
/// <param name="Items">In order of name.</param>
internal sealed record StyleList(IReadOnlyList<StyleView> Items);

/// <summary>What was used in a span of time.</summary>
/// <param name="Session">Of one session; null for the whole tenant.</param>
/// <param name="From">Start of the span.</param>
/// <param name="To">End of the span, exclusive.</param>
/// <param name="RenderedSeconds">Audio rendered, seconds.</param>
/// <param name="ListenedSeconds">Audio handed to listeners, seconds, summed over them.</param>
/// <param name="CpuSeconds">Processor time, seconds.</param>
/// <param name="BytesSent">Bytes handed to listeners.</param>
/// <param name="Commands">Commands accepted.</param>
/// <param name="LateCues">Cues that sounded later than acknowledged.</param>
/// <param name="ModelCpuSeconds">Processor time of models that wrote for it, seconds; not in <c>cpu_seconds</c>.</param>
/// <param name="ModelAcceleratorSeconds">Time that accelerators worked for it, seconds.</param>
/// <param name="ModelTokens">Tokens that models read and wrote for it.</param>
internal sealed record UsageView(
    string? Session, DateTimeOffset From, DateTimeOffset To, double RenderedSeconds, double ListenedSeconds,
    double CpuSeconds, long BytesSent, long Commands, long LateCues,
    double ModelCpuSeconds, double ModelAcceleratorSeconds, long ModelTokens);

/// <summary>A token for one session's socket.</summary>
/// <param name="Session">The session it opens.</param>
/// <param name="Token">The token; offer it as the subprotocol <c>token.&lt;token&gt;</c>.</param>
/// <param name="Scope">What it allows there.</param>
/// <param name="ExpiresAt">When it runs out.</param>
/// <param name="SocketUrl">Where the socket is.</param>
internal sealed record TokenView(string Session, string Token, Auth.TokenScope Scope, DateTimeOffset ExpiresAt, string SocketUrl);

/// <summary>A fault in a document.</summary>
/// <param name="Path">JSON Pointer into the document, empty for the whole.</param>
/// <param name="Detail">What was found and what was expected.</param>
internal sealed record FaultView(string Path, string Detail);

/// <summary>Whether a map can be used.</summary>
/// <param name="Valid">True where there are no faults.</param>
/// <param name="Faults">What is wrong, and where.</param>
internal sealed record MapCheckView(bool Valid, IReadOnlyList<FaultView> Faults);

/// <summary>Problem details as RFC 9457 defines them, with two members of ours.</summary>
/// <param name="Type">URI of the kind of problem.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable name of the kind of problem.</param>
/// <param name="Detail">What happened this time.</param>
/// <param name="Errors">What was wrong, and where.</param>
internal sealed record ProblemView(
    string Type, string Title, int Status, string Code, string? Detail = null, IReadOnlyList<FaultView>? Errors = null);
