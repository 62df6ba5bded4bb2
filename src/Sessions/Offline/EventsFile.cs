using System.Globalization;
using System.Text.Json;
using SessionService.Music;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;

namespace SessionService.Sessions.Offline;

/// <summary>
/// Reads a recorded visit: JSON lines such as <c>{"at_ms": 1500, "id": "e1", "event": "enter.battle", "value": 0.8}</c>.
/// Blank lines and lines that begin with <c>//</c> are skipped.
/// </summary>
public static class EventsFile
{
    private static readonly string[] Known = ["at_ms", "id", "event", "value"];

    /// <summary>Reads all lines; the commands come in order of time, those of the same time in order of line.</summary>
    /// <param name="lines">The file's lines.</param>
    /// <returns>The commands, or a fault for each wrong line, whose path is <c>line N</c>.</returns>
    public static Outcome<IReadOnlyList<TimedCommand>> Read(IEnumerable<string> lines)
    {
        List<TimedCommand> commands = [];
        List<Fault> faults = [];
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            string text = line.Trim();
            if (text.Length == 0 || text.StartsWith("//", StringComparison.Ordinal))
            {
                continue;
            }

            (TimedCommand? command, string? fault) = ReadLine(text, number);
            if (command is not null)
            {
                commands.Add(command);
            }
            else if (faults.Count < Limits.MapFaults)
            {
                faults.Add(new Fault($"line {number.ToString(CultureInfo.InvariantCulture)}", fault!));
            }
        }

        return faults.Count > 0
            ? Outcome<IReadOnlyList<TimedCommand>>.Refused(Refusal.Invalid, [.. faults])
            : Outcome<IReadOnlyList<TimedCommand>>.Ok([.. commands.OrderBy(command => command.AtMs)]);
    }

    private static (TimedCommand? Command, string? Fault) ReadLine(string text, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Limits.JsonDepth });
            return ReadObject(document.RootElement, number);
        }
        catch (JsonException fault)
        {
            return (null, $"This is not JSON: {fault.Message}");
        }
    }

    private static (TimedCommand? Command, string? Fault) ReadObject(JsonElement line, int number)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            return (null, "Expected an object such as {\"at_ms\": 1500, \"id\": \"e1\", \"event\": \"enter.battle\"}.");
        }

        foreach (JsonProperty property in line.EnumerateObject())
        {
            if (!Known.Contains(property.Name, StringComparer.Ordinal))
            {
                return (null, $"Unknown field '{property.Name}'; expected {string.Join(", ", Known)}.");
            }
        }

        if (!line.TryGetProperty("at_ms", out JsonElement at) || !at.TryGetInt64(out long atMs)
            || atMs < 0 || atMs > Limits.RenderSeconds * 1000L)
        {
            return (null, $"at_ms must be a whole number from 0 to {Limits.RenderSeconds * 1000L}.");
        }

        if (!line.TryGetProperty("event", out JsonElement name) || name.ValueKind != JsonValueKind.String
            || name.GetString() is not { Length: >= 1 and <= Limits.NameLength } eventName)
        {
            return (null, $"event must be a text of 1 to {Limits.NameLength} characters.");
        }

        return ReadRest(line, number, atMs, eventName);
    }

    private static (TimedCommand? Command, string? Fault) ReadRest(JsonElement line, int number, long atMs, string eventName)
    {
        string id = $"line-{number.ToString(CultureInfo.InvariantCulture)}";
        if (line.TryGetProperty("id", out JsonElement given))
        {
            if (given.ValueKind != JsonValueKind.String || given.GetString() is not { Length: >= 1 and <= Limits.CommandIdLength } text)
            {
                return (null, $"id must be a text of 1 to {Limits.CommandIdLength} characters.");
            }

            id = text;
        }

        double? value = null;
        if (line.TryGetProperty("value", out JsonElement element) && element.ValueKind != JsonValueKind.Null)
        {
            if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out double v) || !double.IsFinite(v))
            {
                return (null, "value must be a finite number.");
            }

            value = v;
        }

        return (new TimedCommand(atMs, new UiEventCommand(id, eventName, value)), null);
    }
}
