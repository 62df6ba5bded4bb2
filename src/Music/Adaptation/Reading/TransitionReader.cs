using System.Text.Json;
using SessionService.Music.Performance;

namespace SessionService.Music.Adaptation.Reading;

/// <summary>Reads transitions.</summary>
internal sealed class TransitionReader(FaultList faults, MapNames names)
{
    private const string Any = "*";

    private static readonly string[] Preparations = ["fade_ms", "fill", "riser", "bridge_bars", "ramp_bars"];

    private readonly string[] ends = [Any, .. names.Scenes];
    private readonly HashSet<(string?, string?)> pairs = [];

    public TransitionDefinition Read(JsonElement element, string path)
    {
        ObjectReader reader = new(element, path, faults, "a transition",
            "from", "to", "sync", "fade_ms", "fill", "riser", "bridge_bars", "ramp_bars", "cut");
        string? from = reader.Name("from", ends, "a scene or *");
        string? to = reader.Name("to", ends, "a scene or *");
        from = from == Any ? null : from;
        to = to == Any ? null : to;
        if (reader.IsObject && !pairs.Add((from, to)))
        {
            faults.Add(path, $"found a second transition from {from ?? Any} to {to ?? Any}, expected one");
        }

        if (from is not null && from == to)
        {
            faults.Add(path, $"found a transition from {from} to itself, expected two scenes");
        }

        SyncPoint sync = reader.Choice("sync", SyncPoint.Bar, "a sync point");
        if (reader.Flag("cut", false))
        {
            RefuseBeside(reader);
            return TransitionDefinition.Cut(from, to, sync);
        }

        TransitionDefinition standard = TransitionDefinition.Default;
        return new TransitionDefinition(
            from, to, sync,
            reader.Integer("fade_ms", 0, Limits.LongestSpanMs, standard.FadeMs),
            reader.Flag("fill", standard.Fill),
            reader.Integer("bridge_bars", 0, 1, standard.BridgeBars))
        {
            Riser = reader.Flag("riser", standard.Riser),
            RampBars = reader.Integer("ramp_bars", 0, Limits.RampBars, standard.RampBars),
        };
    }

    private static void RefuseBeside(ObjectReader reader)
    {
        foreach (string field in Preparations)
        {
            if (reader.Has(field))
            {
                reader.Fault("cut", $"found true beside \"{field}\", expected a cut alone");
            }
        }
    }
}
