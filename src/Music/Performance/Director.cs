using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Score;
using SessionService.Music.Time;

namespace SessionService.Music.Performance;

/// <summary>Turns commands into cues by the map's rules.</summary>
internal sealed class Director(Stage stage, SceneDesk scenes, StingerDesk stingers, Outlook outlook, CommandMemory memory)
{
    /// <summary>Time a muted, soloed or levelled layer takes to get there, 30 ms.</summary>
    private const long LayerFade = 1_440;

    /// <summary>Most beats or bars a ramp can be given.</summary>
    private const double LongestRampBeats = 4_096;

    private readonly Dictionary<string, long> acceptedAt = new(StringComparer.Ordinal);

    /// <summary>Takes over when each event was accepted last, so that cooldowns go on.</summary>
    public void TakeOver(Director other)
    {
        foreach ((string name, long sample) in other.acceptedAt)
        {
            acceptedAt[name] = sample;
        }
    }

    public Acknowledgement Apply(Command command)
    {
        if (command.Id.Length is 0 or > Limits.CommandIdLength)
        {
            return new Acknowledgement(
                command.Id, CommandStatus.Rejected, stage.Head, [], $"an id has 1 to {Limits.CommandIdLength} characters", []);
        }

        if (memory.Find(command.Id) is { } earlier)
        {
            return earlier with { Status = CommandStatus.Duplicate };
        }

        CommandOutcome outcome = new(command.Id);
        Carry(command, outcome);
        Acknowledgement answer = outcome.Acknowledge(stage.Head);
        memory.Remember(answer);
        return answer;
    }

    private void Carry(Command command, CommandOutcome outcome)
    {
        switch (command)
        {
            case UiEventCommand uiEvent:
                Event(uiEvent, outcome);
                break;
            case SceneCommand scene:
                Scene(scene.Scene, scene.Sync, outcome);
                break;
            case ParameterCommand parameter:
                Parameter(parameter.Parameter, parameter.Value, parameter.Over, parameter.Unit, outcome);
                break;
            case LayerCommand layer:
                Layer(layer, outcome);
                break;
            case StingerCommand stinger:
                Stinger(stinger.Stinger, null, outcome);
                break;
            default:
                outcome.Reject($"a command of type {command.GetType().Name} is not known");
                break;
        }
    }

    private void Event(UiEventCommand command, CommandOutcome outcome)
    {
        AdaptiveMap map = stage.Repertoire.Map;
        int index = stage.Repertoire.Event(command.Event);
        if (index < 0)
        {
            outcome.Reject(Unknown("event", command.Event, map.Events.Select(definition => definition.Name)));
            return;
        }

        EventDefinition definition = map.Events[index];
        if (command.Value is { } value && !double.IsFinite(value))
        {
            outcome.Reject("an event's value is a finite number");
            return;
        }

        if (command.Value is null && definition.Actions.Any(action => action is SetAction { To: null }))
        {
            outcome.Reject($"the event {definition.Name} needs a value");
            return;
        }

        long ready = acceptedAt.TryGetValue(definition.Name, out long last) ? last + Spans.Samples(definition.CooldownMs) : 0;
        if (stage.Head < ready)
        {
            outcome.Suppress($"cooldown: {Math.Ceiling((ready - stage.Head) / 48.0):0} ms are left");
            return;
        }

        if (definition.Conditions.Select(condition => Unmet(condition, command.Value)).FirstOrDefault(why => why is not null) is { } unmet)
        {
            outcome.Suppress($"condition: {unmet}");
            return;
        }

        foreach (MapAction action in definition.Actions)
        {
            Act(action, command.Value, outcome);
        }

        if (outcome.HasCues)
        {
            acceptedAt[definition.Name] = stage.Head;
        }
    }

    private void Act(MapAction action, double? value, CommandOutcome outcome)
    {
        switch (action)
        {
            case SceneAction scene:
                Scene(scene.Scene, scene.Sync, outcome);
                break;
            case SetAction set:
                double target = set.To ?? (((value ?? 0) * set.Scale) + set.Offset);
                Parameter(set.Parameter, Math.Clamp(target, double.MinValue, double.MaxValue), set.Over, set.Unit, outcome);
                break;
            case StingerAction stinger:
                Stinger(stinger.Stinger, stinger.Sync, outcome);
                break;
            case LayerAction layer:
                Layer(new LayerCommand(outcome.Id, layer.Layer, layer.Mute, layer.Solo, layer.GainDb), outcome);
                break;
            default:
                throw new InvalidOperationException($"An action of type {action.GetType().Name} is not known.");
        }
    }

    private string? Unmet(MapCondition condition, double? value)
    {
        string scene = stage.Setup.Definition.Name;
        if (condition.Scenes.Count > 0 && !condition.Scenes.Contains(scene, StringComparer.Ordinal))
        {
            return $"the scene is {scene}, not {string.Join(" or ", condition.Scenes)}";
        }

        if (condition.NotScenes.Contains(scene, StringComparer.Ordinal))
        {
            return $"the scene is {scene}";
        }

        if (condition.Parameter is { } parameter)
        {
            double now = stage.Parameters.ValueAt(stage.Repertoire.Parameter(parameter), stage.Head);
            if (now <= condition.Above || now >= condition.Below)
            {
                return FormattableString.Invariant($"{parameter} is {now:0.###}");
            }
        }

        if (condition.ValueAbove is null && condition.ValueBelow is null)
        {
            return null;
        }

        return value is { } given && !(given <= condition.ValueAbove) && !(given >= condition.ValueBelow)
            ? null
            : FormattableString.Invariant($"the value is {(value is null ? "missing" : value)}");
    }

    private void Scene(string name, SyncPoint? syncPoint, CommandOutcome outcome)
    {
        int scene = stage.Repertoire.Scene(name);
        if (scene < 0)
        {
            outcome.Reject(Unknown("scene", name, stage.Repertoire.Map.Scenes.Select(definition => definition.Name)));
            return;
        }

        scenes.Request(scene, syncPoint, outcome);
    }

    private void Stinger(string name, SyncPoint? syncPoint, CommandOutcome outcome)
    {
        int stinger = stage.Repertoire.Stinger(name);
        if (stinger < 0)
        {
            outcome.Reject(Unknown("stinger", name, stage.Repertoire.Map.Stingers.Select(definition => definition.Name)));
            return;
        }

        stingers.Request(stinger, syncPoint, outcome);
    }

    private void Parameter(string name, double value, double? over, RampUnit unit, CommandOutcome outcome)
    {
        int index = stage.Repertoire.Parameter(name);
        IReadOnlyList<ParameterDefinition> definitions = stage.Repertoire.Map.Parameters;
        if (index < 0)
        {
            outcome.Reject(Unknown("parameter", name, definitions.Select(definition => definition.Name)));
            return;
        }

        double longest = unit == RampUnit.Ms ? Limits.LongestSpanMs : LongestRampBeats;
        if (!double.IsFinite(value) || (over is { } length && !(length >= 0 && length <= longest)))
        {
            outcome.Reject(FormattableString.Invariant($"a value is a finite number, and a ramp is 0 to {longest} long"));
            return;
        }

        ParameterDefinition definition = definitions[index];
        double target = Math.Clamp(value, definition.Min, definition.Max);
        long samples = Spans.Ramp(stage.Timeline, stage.Head, over ?? definition.SmoothingMs, over is null ? RampUnit.Ms : unit);
        stage.Parameters.Move(index, target, stage.Head, samples);
        stage.Desk.Due = stage.Head;
        AtHead(CueKind.Parameter, name, outcome, target == value ? null
            : FormattableString.Invariant($"{name} was held to its range, {definition.Min} to {definition.Max}"));
    }

    private void Layer(LayerCommand command, CommandOutcome outcome)
    {
        int layer = stage.Repertoire.Layer(command.Layer);
        if (layer < 0)
        {
            outcome.Reject(Unknown("layer", command.Layer, stage.Repertoire.Layers.Select(info => info.Name)));
            return;
        }

        if (Wrong(command, stage.Repertoire.Layers[layer]) is { } why)
        {
            outcome.Reject(why);
            return;
        }

        if (command.Writer is { } writer)
        {
            Write(layer, writer, command.Layer, outcome);
        }

        if (command is { Mute: null, Solo: null, GainDb: null })
        {
            return;
        }

        stage.Desk.Hold(stage.Head);
        stage.Desk.Set(layer, command.Mute, command.Solo, command.GainDb);
        stage.Desk.FadeChanged(stage.Head, LayerFade);
        AtHead(CueKind.Layer, command.Layer, outcome, null);
    }

    // Notes are written for whole bars: another writer is heard from the next bar line on.
    private void Write(int layer, LayerWriter writer, string name, CommandOutcome outcome)
    {
        Cue cue = new(CueKind.Layer, name, scenes.NextSample, outlook.Next().Bar + 1, 1);
        stage.Writers.Ask(layer, writer, stage.Head, cue.Sample);
        stage.Expected++;
        stage.Cues.Add(outcome.Id, cue);
        outcome.Accept(cue, null);
    }

    private static string? Wrong(LayerCommand command, LayerInfo layer) => command switch
    {
        { GainDb: { } db } when !(db >= -60 && db <= 12) => "a gain is −60 to 12 dB",
        { Mute: null, Solo: null, GainDb: null, Writer: null } => "a layer command says mute, solo, gain or writer",
        { Writer: LayerWriter.Model } when !WrittenParts.CanBe(layer.Part) =>
            $"{layer.Name} is a layer of {layer.Part.ToString().ToLowerInvariant()}; a model writes bass, lead and counter",
        _ => null,
    };

    private void AtHead(CueKind kind, string target, CommandOutcome outcome, string? reason)
    {
        Position position = scenes.HeadPosition();
        Cue cue = new(kind, target, stage.Head, position.Bar, position.Beat);
        stage.Cues.Add(outcome.Id, cue);
        outcome.Accept(cue, reason);
    }

    private static string Unknown(string what, string name, IEnumerable<string> known) =>
        NearestName.Describe($"the {what} {NearestName.Quote(name)} does not exist", name, known);
}
