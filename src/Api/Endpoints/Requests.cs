using System.Text.Json;
using SessionService.Api.Auth;

namespace SessionService.Api.Endpoints;

/// <summary>A new project.</summary>
/// <param name="Name">A title for people, 1 to 200 characters.</param>
/// <param name="Map">The adaptive map of version 1.</param>
/// <param name="Id">Its id; made where it is left out.</param>
/// <param name="Comment">Why, at most 1000 characters.</param>
internal sealed record CreateProjectRequest(string Name, JsonElement Map, string? Id = null, string? Comment = null);

/// <summary>A new version of a project.</summary>
/// <param name="Map">The adaptive map.</param>
/// <param name="Comment">Why, at most 1000 characters.</param>
internal sealed record SaveVersionRequest(JsonElement Map, string? Comment = null);

/// <summary>A new session: of a project, or of a map given here.</summary>
/// <param name="Id">Its id; made where it is left out.</param>
/// <param name="Project">The project to play.</param>
/// <param name="Version">The version to pin; the current one where it is left out.</param>
/// <param name="Map">An adaptive map, in place of a project.</param>
/// <param name="Seed">Seed of the music, 0 to 2^64 − 1, as decimal text or a whole number; drawn where it is left out.</param>
internal sealed record CreateSessionRequest(
    string? Id = null, string? Project = null, int? Version = null, JsonElement? Map = null, JsonElement? Seed = null);

/// <summary>A move to another version of the session's project.</summary>
/// <param name="Version">The version, from 1.</param>
/// <param name="Id">Id of this command; made where it is left out.</param>
internal sealed record MoveVersionRequest(int Version, string? Id = null);

/// <summary>What a token shall allow.</summary>
/// <param name="Scope">To control, or to listen only.</param>
internal sealed record TokenRequest(TokenScope Scope = TokenScope.Control);

/// <summary>A command in a request; docs/protocol.md says which fields each type has.</summary>
/// <param name="Type"><c>event</c>, <c>scene</c>, <c>set</c>, <c>layer</c> or <c>stinger</c>.</param>
/// <param name="Id">The sender's id of it, 1 to 64 characters.</param>
/// <param name="Event">Name of the UI event.</param>
/// <param name="Value">A number that goes with an event, or a parameter's target.</param>
/// <param name="Scene">Name of the scene.</param>
/// <param name="Sync"><c>immediate</c>, <c>beat</c>, <c>bar</c> or <c>phrase</c>.</param>
/// <param name="Parameter">Name of the parameter.</param>
/// <param name="Over">Length of a ramp.</param>
/// <param name="Unit"><c>ms</c>, <c>beats</c> or <c>bars</c>.</param>
/// <param name="Layer">Name of the layer.</param>
/// <param name="Mute">Silences the layer.</param>
/// <param name="Solo">Silences every layer that is not soloed.</param>
/// <param name="GainDb">Level relative to the map's, −60 to 12 dB.</param>
/// <param name="Stinger">Name of the stinger.</param>
internal sealed record CommandRequest(
    string Type, string Id, string? Event = null, double? Value = null, string? Scene = null, string? Sync = null,
    string? Parameter = null, double? Over = null, string? Unit = null, string? Layer = null, bool? Mute = null,
    bool? Solo = null, double? GainDb = null, string? Stinger = null);
