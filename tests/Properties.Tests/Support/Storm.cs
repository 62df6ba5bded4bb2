using System.Globalization;
using System.Text;
using SessionService.Music.Adaptation;
using SessionService.Sessions.Offline;

namespace SessionService.Properties.Tests.Support;

/// <summary>A random map, a seed, and events that rain on it.</summary>
public sealed record Storm(AdaptiveMap Map, ulong Seed, IReadOnlyList<TimedCommand> Commands)
{
    /// <summary>What a failure prints.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"seed {Seed}");
        foreach (SceneDefinition scene in Map.Scenes)
        {
            string layers = string.Join(", ", scene.Layers.Select(l => FormattableString.Invariant($"{l.Part} {l.GainDb:0}")));
            text.Append(CultureInfo.InvariantCulture, $"\n  {scene.Name}: {scene.Style} {scene.Key} {scene.Tempo.Bpm:0.#} bpm {scene.Metre} {scene.Mood} [{layers}]");
        }

        text.Append("\n  transitions: ").AppendJoin("; ", Map.Transitions).Append("\n  stingers: ").AppendJoin("; ", Map.Stingers.Select(s => s.Kind ?? "written"));
        foreach (TimedCommand command in Commands)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {command.AtMs} ms: {command.Command}");
        }

        return text.ToString();
    }
}
