using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Ports;

namespace SessionService.Sessions.Log;

/// <summary>Kinds of log entries; the words are part of the stored format.</summary>
public static class LogKinds
{
    /// <summary>The session begins: <see cref="CreatedPayload"/>.</summary>
    public const string Created = "created";

    /// <summary>A command was applied: the command itself.</summary>
    public const string Command = "command";

    /// <summary>Rendering began anew in the middle of the music: <see cref="PlayerPayload"/>.</summary>
    public const string Resumed = "resumed";

    /// <summary>Nothing was rendered beyond this sample: <see cref="ParkedPayload"/>.</summary>
    public const string Parked = "parked";

    /// <summary>A fresh renderer began unheard and takes over later: <see cref="RenewalPlan"/>.</summary>
    public const string Renewed = "renewed";

    /// <summary>Another node renders on from exactly where the entry before it says; no payload fields.</summary>
    public const string Taken = "taken";

    /// <summary>A move to another version was asked for: <see cref="VersionPayload"/>.</summary>
    public const string Version = "version";

    /// <summary>A model wrote a layer of a bar to come: <see cref="WrittenPayload"/>.</summary>
    public const string Written = "written";

    /// <summary>The session was closed; no payload fields.</summary>
    public const string Closed = "closed";
}

/// <summary>Payload of <see cref="LogKinds.Created"/>: what replaying needs to find its inputs.</summary>
/// <param name="Project">The project, null for an inline map.</param>
/// <param name="Version">Its version, 0 for an inline map.</param>
/// <param name="Seed">The seed as decimal text.</param>
/// <param name="MapSha256">Hex SHA-256 of the map's JSON.</param>
/// <param name="Engine">Version of the engine that plays from here on.</param>
/// <param name="Samples">What the recorded instruments are; null where all are built in.</param>
internal sealed record CreatedPayload(
    string? Project, int Version, string Seed, string MapSha256, int Engine = EngineVersion.Unnamed, string? Samples = null)
{
    /// <summary>The payload for a session of the register.</summary>
    public static byte[] Of(SessionRecord record, string? samples) => LogJson.Write(new CreatedPayload(
        record.Project,
        record.Version,
        record.Seed.ToString(CultureInfo.InvariantCulture),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record.MapJson))),
        EngineVersion.Current,
        samples));
}

/// <summary>Payload of <see cref="LogKinds.Resumed"/> and <see cref="LogKinds.Taken"/>.</summary>
/// <param name="Engine">Version of the engine that plays from here on.</param>
/// <param name="Samples">What the recorded instruments are; null where all are built in.</param>
internal sealed record PlayerPayload(int Engine = EngineVersion.Unnamed, string? Samples = null)
{
    /// <summary>The payload of this process.</summary>
    public static byte[] Own(string? samples) => LogJson.Write(new PlayerPayload(EngineVersion.Current, samples));
}

/// <summary>Payload of <see cref="LogKinds.Parked"/>.</summary>
/// <param name="Reserved">End of the reservations asked for until then; none beyond it was, so playing may go on at the entry's sample.</param>
internal sealed record ParkedPayload(long Reserved);

/// <summary>Payload of <see cref="LogKinds.Version"/>.</summary>
/// <param name="Id">Id of the command.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Map">Its map's JSON: a log stays replayable when the project is gone.</param>
internal sealed record VersionPayload(string Id, int Version, string Map);

/// <summary>Payload of entries that say all by their kind.</summary>
internal sealed record EmptyPayload;
