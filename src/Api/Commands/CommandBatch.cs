using System.Text.Json;
using SessionService.Api.Json;
using SessionService.Music;
using SessionService.Music.Performance;
using SessionService.Sessions.Hosting;

namespace SessionService.Api.Commands;

/// <summary>
/// Commands as REST takes them: one command, a list of them, or an object whose <c>commands</c> is that list.
/// </summary>
/// <param name="Commands">In the order given.</param>
/// <param name="Single">Whether one command came alone; then its answer comes alone too.</param>
internal sealed record CommandBatch(IReadOnlyList<Command> Commands, bool Single)
{
    private const string Property = "commands";

    /// <summary>Reads a batch; null where it has faults. One wrong command refuses the whole batch.</summary>
    public static CommandBatch? Read(JsonElement json, List<Fault> faults)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Array:
                return ReadList(json, "", faults);
            case JsonValueKind.Object when json.TryGetProperty(Property, out JsonElement list):
                new FieldReader(json, "", faults).RefuseOthers(Property);
                if (list.ValueKind != JsonValueKind.Array)
                {
                    faults.Add(new Fault("/" + Property, "Expected a list of commands."));
                    return null;
                }

                return ReadList(list, "/" + Property, faults);
            default:
                return CommandReader.Read(json, "", faults) is { } command ? new CommandBatch([command], true) : null;
        }
    }

    private static CommandBatch? ReadList(JsonElement list, string pointer, List<Fault> faults)
    {
        int count = list.GetArrayLength();
        if (count is 0 or > Limits.CommandsPerBatch)
        {
            faults.Add(new Fault(pointer, $"Expected 1 to {Limits.CommandsPerBatch} commands, found {count}."));
            return null;
        }

        List<Command> commands = new(count);
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (faults.Count >= Limits.MapFaults)
            {
                break;
            }

            if (CommandReader.Read(item, JsonPointer.Append(pointer, commands.Count), faults) is { } command)
            {
                commands.Add(command);
            }
            else
            {
                // Keeps the count equal to the index, so that later faults name the right place.
                commands.Add(new UiEventCommand("", ""));
            }
        }

        return faults.Count == 0 ? new CommandBatch(commands, false) : null;
    }
}
