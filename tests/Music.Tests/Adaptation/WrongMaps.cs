using System.Text.Json.Nodes;

namespace SessionService.Music.Tests.Adaptation;

/// <summary>A right map, and ways to make it wrong one at a time.</summary>
public static class WrongMaps
{
    /// <summary>A map that uses every property there is.</summary>
    public const string Right = """
        {
          "$schema": "adaptive-map.schema.json", "format": 1, "name": "all", "start": "calm", "key": "D",
          "scenes": {
            "calm": {
              "style": "ambient", "mode": "dorian", "key": "F#", "bpm": 70.5, "metre": "6/8", "phrase_bars": 8,
              "mood": { "valence": 0.1, "energy": 0.2, "tension": 0.3, "density": 0.4, "register": 0.5, "brightness": 0.6 },
              "layers": { "pad": { "part": "chords", "gain_db": -3, "instrument": "harp" }, "beat": { "part": "drums" } },
              "caption": "calm music"
            },
            "wild": { "style": "lo-fi", "layers": { "beat": { "part": "drums", "instrument": "epic-kit" } } }
          },
          "parameters": {
            "intensity": {
              "min": 0, "max": 10, "default": 3, "smoothing_ms": 200,
              "drives": [
                { "target": "density", "from": -0.5, "to": 0.5, "curve": "exp", "scene": "calm" },
                { "target": "tempo", "from": 0.9, "to": 1.1 },
                { "target": "layer:beat", "from": 0, "to": 2 }
              ]
            }
          },
          "transitions": [
            { "from": "*", "to": "wild", "sync": "phrase", "fade_ms": 100, "fill": true, "bridge_bars": 1, "ramp_bars": 2 },
            { "from": "wild", "to": "calm" }
          ],
          "stingers": {
            "coin": { "kind": "coin", "sync": "immediate", "duck": 0.5, "gain_db": -3, "instrument": "vibraphone", "caption": "a coin" },
            "call": { "notes": [{ "beat": 0, "degree": -3, "octave": 4, "beats": 0.5, "velocity": 99 }, { "beat": 1.5, "degree": 8 }] }
          },
          "events": {
            "go": {
              "do": [
                { "scene": "wild", "sync": "beat" }, { "set": "intensity", "to": "value", "scale": 2, "offset": 1, "over": { "beats": 4 } },
                { "set": "intensity", "to": 5, "over": { "ms": 100 } }, { "stinger": "coin", "sync": "bar" },
                { "mute": "pad" }, { "unmute": "pad" }, { "solo": "beat" }, { "unsolo": "beat" }, { "level": "stingers", "db": -6 }
              ],
              "if": { "scene": "calm", "not_scene": ["wild"], "parameter": "intensity", "above": 1, "below": 9, "value_above": 0, "value_below": 1 },
              "cooldown_ms": 500
            },
            "tap": { "do": [{ "stinger": "call" }], "if": [{ "scene": ["calm", "wild"] }] }
          }
        }
        """;

    /// <summary>Where, what to put there (null to take away), a piece of the fault, and whether a schema can see it.</summary>
    public static readonly (string Path, string? Value, string Fault, bool Schema)[] All =
    [
        ("/format", "2", "expected a whole number 1 to 1", true),
        ("/format", null, "found no \"format\"", true),
        ("/name", "7", "expected text", true),
        ("/start", "\"clam\"", "did you mean \"calm\"", false),
        ("/start", null, "found no \"start\"", true),
        ("/key", "\"H\"", "expected a tonic", true),
        ("/tempo", "100", "which a map does not have", true),
        ("/scenes", "[]", "expected an object of scenes", true),
        ("/scenes", "{}", "found no scene", true),
        ("/scenes/calm", "3", "expected a scene", true),
        ("/scenes/bad name", "{\"style\":\"ambient\",\"layers\":{\"pad\":{\"part\":\"chords\"}}}", "expected 1 to 64 letters", true),
        ("/scenes/calm/style", "\"ambeint\"", "did you mean \"ambient\"", true),
        ("/scenes/calm/style", null, "found no \"style\"", true),
        ("/scenes/calm/mode", "\"harmonicminor\"", "did you mean \"harmonic_minor\"", true),
        ("/scenes/calm/bpm", "19.9", "expected a number 20 to 300", true),
        ("/scenes/calm/bpm", "\"fast\"", "found \"fast\", expected a number", true),
        ("/scenes/calm/metre", "\"4/5\"", "such as \"4/4\"", true),
        ("/scenes/calm/metre", "\"04/4\"", "such as \"4/4\"", true),
        ("/scenes/calm/metre", "\"17/4\"", "such as \"4/4\"", true),
        ("/scenes/calm/phrase_bars", "3", "expected 2, 4 or 8", true),
        ("/scenes/calm/mood/energy", "1.5", "expected a number 0 to 1", true),
        ("/scenes/calm/mood/enrgy", "0.5", "did you mean \"energy\"", true),
        ("/scenes/calm/layers", "{}", "found no layer", true),
        ("/scenes/wild/layers/beat/part", "\"bass\"", "same part in every scene", false),
        ("/scenes/calm/layers/pad/part", "\"chord\"", "did you mean \"chords\"", true),
        ("/scenes/calm/layers/pad/gain_db", "13", "expected a number -60 to 12", true),
        ("/scenes/calm/layers/pad/instrument", "\"epic-kit\"", "expected an instrument", false),
        ("/scenes/calm/layers/stingers", "{\"part\":\"lead\"}", "the engine's own layer", false),
        ("/scenes/calm/caption", "true", "expected text", true),
        ("/parameters/intensity/max", "0", "expected max above min", false),
        ("/parameters/intensity/default", "11", "expected a number 0 to 10", false),
        ("/parameters/intensity/smoothing_ms", "600001", "expected a whole number 0 to 600000", true),
        ("/parameters/intensity/drives", "{}", "expected a list of drives", true),
        ("/parameters/intensity/drives/0/target", "\"volume\"", "expected a target", true),
        ("/parameters/intensity/drives/2/target", "\"layer:baet\"", "did you mean \"layer:beat\"", false),
        ("/parameters/intensity/drives/0/from", "-1.1", "expected a number -1 to 1", true),
        ("/parameters/intensity/drives/0/to", null, "found no \"to\"", true),
        ("/parameters/intensity/drives/1/to", "2.1", "expected a number 0.5 to 2", true),
        ("/parameters/intensity/drives/2/from", "-0.1", "expected a number 0 to 2", true),
        ("/parameters/intensity/drives/0/curve", "\"cubic\"", "expected a curve", true),
        ("/parameters/intensity/drives/0/scene", "\"none\"", "expected a scene", false),
        ("/transitions/0/from", "\"nowhere\"", "expected a scene or *", false),
        ("/transitions/0/sync", "\"now\"", "expected a sync point", true),
        ("/transitions/0/fade_ms", "1.5", "expected a whole number", true),
        ("/transitions/0/fill", "1", "expected true or false", true),
        ("/transitions/0/bridge_bars", "2", "expected a whole number 0 to 1", true),
        ("/transitions/0/ramp_bars", "9", "expected a whole number 0 to 8", true),
        ("/transitions/0/riser", "\"up\"", "expected true or false", true),
        ("/transitions/0/cut", "true", "expected a cut alone", false),
        ("/transitions/1/to", "\"wild\"", "to itself", false),
        ("/stingers/coin/kind", "\"coins\"", "did you mean \"coin\"", true),
        ("/stingers/coin/kind", null, "found neither", true),
        ("/stingers/coin/notes", "[{\"beat\":0,\"degree\":1}]", "found both", true),
        ("/stingers/coin/duck", "2", "expected a number 0 to 1", true),
        ("/stingers/call/notes", "[]", "found no note", true),
        ("/stingers/call/notes/0/degree", "22", "expected a whole number -14 to 21", true),
        ("/stingers/call/notes/0/velocity", "0", "expected a whole number 1 to 127", true),
        ("/stingers/call/notes/1/beat", null, "found no \"beat\"", true),
        ("/events/go/do", "[]", "found no action", true),
        ("/events/go/do/0", "{\"goto\":\"wild\"}", "expected an object with one of", true),
        ("/events/go/do/0", "{\"scene\":\"wild\",\"stinger\":\"coin\"}", "together", true),
        ("/events/go/do/0/scene", "\"wlid\"", "did you mean \"wild\"", false),
        ("/events/go/do/1/set", "\"density\"", "expected a parameter", false),
        ("/events/go/do/1/to", "\"vlaue\"", "\"value\" for the event's value", true),
        ("/events/go/do/1/to", "3", "beside a fixed", true),
        ("/events/go/do/1/over", "{\"beats\":1,\"bars\":1}", "expected one of ms, beats, bars", true),
        ("/events/go/do/1/over/beats", "1025", "expected a number 0 to 1024", true),
        ("/events/go/do/3/stinger", "\"boom\"", "expected a stinger", false),
        ("/events/go/do/4/mute", "\"bass\"", "expected a layer", false),
        ("/events/go/do/8/db", null, "found no \"db\"", true),
        ("/events/go/if", "{}", "found an empty condition", true),
        ("/events/go/if/parameter", null, "without \"parameter\"", true),
        ("/events/tap/if", "[{\"parameter\":\"intensity\"}]", "without \"above\" or \"below\"", true),
        ("/events/go/if/scene", "[]", "found no scene", true),
        ("/events/go/cooldown_ms", "-1", "expected a whole number", true),
    ];

    /// <summary>The right map with one thing changed.</summary>
    public static string Make(string path, string? value)
    {
        JsonNode root = JsonNode.Parse(Right)!;
        string[] steps = path[1..].Split('/');
        JsonNode parent = steps[..^1].Aggregate(root, (node, step) => node is JsonArray list
            ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]!
            : node[step]!);
        JsonNode? node = value is null ? null : JsonNode.Parse(value);
        if (parent is JsonArray array)
        {
            array[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = node;
        }
        else if (value is null)
        {
            parent.AsObject().Remove(steps[^1]);
        }
        else
        {
            parent[steps[^1]] = node;
        }

        return root.ToJsonString();
    }
}
