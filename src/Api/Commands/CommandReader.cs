using System.Text.Json;
using SessionService.Music;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Commands;

/// <summary>Reads the commands of docs/protocol.md; the socket and REST share it, so both take and refuse the same.</summary>
internal static class CommandReader
{
    private const double LeastGainDb = -60;
    private const double MostGainDb = 12;
    private const string Type = "type";

    /// <summary>Reads one command.</summary>
    /// <param name="json">Its JSON.</param>
    /// <param name="pointer">JSON Pointer of it in the request.</param>
    /// <param name="faults">Where faults are added.</param>
    /// <returns>The command, or null where at least one fault was added.</returns>
    public static Command? Read(JsonElement json, string pointer, List<Fault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault(pointer, "Expected an object."));
            return null;
        }

        int before = faults.Count;
        FieldReader fields = new(json, pointer, faults);
        string? id = fields.Text("id", Limits.CommandIdLength);
        Command? command = ReadFields(TypeOf(json), id ?? "", fields);
        if (command is not null)
        {
            fields.RefuseOthers(Type);
        }

        return faults.Count == before ? command : null;
    }

    /// <summary>The value of <c>type</c>; null where it is not text.</summary>
    public static string? TypeOf(JsonElement json) =>
        json.TryGetProperty(Type, out JsonElement type) && type.ValueKind == JsonValueKind.String
        && FieldReader.TryGetText(type, out string text) ? text : null;

    /// <summary>The command's id where it can be read, so that even a refusal can name it.</summary>
    public static string? IdOf(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("id", out JsonElement id)
        && id.ValueKind == JsonValueKind.String && FieldReader.TryGetText(id, out string text)
        && text.Length is > 0 and <= Limits.CommandIdLength ? text : null;

    private static Command? ReadFields(string? type, string id, FieldReader fields)
    {
        switch (type)
        {
            case "event":
                return new UiEventCommand(id, Name(fields, "event"), fields.Number("value", required: false));
            case "scene":
                return new SceneCommand(id, Name(fields, "scene"), fields.Choice<SyncPoint>("sync"));
            case "set":
                return ReadSet(id, fields);
            case "layer":
                return ReadLayer(id, fields);
            case "stinger":
                return new StingerCommand(id, Name(fields, "stinger"));
            default:
                fields.Add(Type, "Expected one of event, scene, set, layer, stinger.");
                return null;
        }
    }

    private static ParameterCommand ReadSet(string id, FieldReader fields) => new(
        id,
        Name(fields, "parameter"),
        fields.Number("value", required: true) ?? 0,
        fields.Number("over", required: false, 0, Limits.LongestSpanMs),
        fields.Choice<RampUnit>("unit") ?? RampUnit.Ms);

    private static LayerCommand ReadLayer(string id, FieldReader fields)
    {
        LayerCommand command = new(
            id, Name(fields, "layer"), fields.Flag("mute"), fields.Flag("solo"),
            fields.Number("gain_db", required: false, LeastGainDb, MostGainDb), fields.Choice<LayerWriter>("writer"));
        return command;
    }

    private static string Name(FieldReader fields, string field) => fields.Text(field, Limits.NameLength) ?? "";
}
