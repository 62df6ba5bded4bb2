using SessionService.Grains.Messages;
using SessionService.Music.Performance;

namespace SessionService.Grains.Mapping;

/// <summary>Commands between their own types and the wire.</summary>
internal static class CommandMapping
{
    public static CommandsMessage ToMessage(this IReadOnlyList<Command> commands) =>
        new() { Commands = [.. commands.Select(ToMessage)] };

    public static CommandMessage ToMessage(this Command command) => command switch
    {
        UiEventCommand { Event: var name, Value: var value } =>
            new CommandMessage { Kind = "event", Id = command.Id, Name = name, Value = value },
        SceneCommand { Scene: var name, Sync: var sync } =>
            new CommandMessage { Kind = "scene", Id = command.Id, Name = name, Sync = sync },
        ParameterCommand set =>
            new CommandMessage { Kind = "set", Id = set.Id, Name = set.Parameter, Value = set.Value, Over = set.Over, Unit = set.Unit },
        LayerCommand layer => new CommandMessage
        {
            Kind = "layer", Id = layer.Id, Name = layer.Layer, Mute = layer.Mute, Solo = layer.Solo, GainDb = layer.GainDb,
            Writer = layer.Writer,
        },
        StingerCommand { Stinger: var name } => new CommandMessage { Kind = "stinger", Id = command.Id, Name = name },
        _ => throw new ArgumentException($"A {command.GetType().Name} has no place on the wire.", nameof(command)),
    };

    /// <summary>The command; null where its kind is not known here.</summary>
    public static Command? ToCommand(this CommandMessage message) => message.Kind switch
    {
        "event" => new UiEventCommand(message.Id, message.Name, message.Value),
        "scene" => new SceneCommand(message.Id, message.Name, message.Sync),
        "set" => new ParameterCommand(message.Id, message.Name, message.Value ?? 0, message.Over, message.Unit),
        "layer" => new LayerCommand(message.Id, message.Name, message.Mute, message.Solo, message.GainDb, message.Writer),
        "stinger" => new StingerCommand(message.Id, message.Name),
        _ => null,
    };
}
