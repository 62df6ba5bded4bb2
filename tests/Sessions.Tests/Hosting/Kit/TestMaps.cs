namespace SessionService.Sessions.Tests.Hosting.Kit;

/// <summary>Small maps that use a bit of everything.</summary>
internal static class TestMaps
{
    /// <summary>Two scenes, a parameter, a stinger, three events.</summary>
    public const string Small = """
        {
          "format": 1,
          "name": "kit",
          "key": "D",
          "start": "calm",
          "scenes": {
            "calm": {
              "style": "ambient", "mode": "dorian", "bpm": 90, "phrase_bars": 4,
              "layers": { "pad": { "part": "chords" }, "bells": { "part": "arp" }, "low": { "part": "bass" } }
            },
            "fight": {
              "style": "cinematic", "mode": "minor", "bpm": 120, "phrase_bars": 4,
              "layers": { "drums": { "part": "drums" }, "pad": { "part": "chords" }, "low": { "part": "bass" } }
            }
          },
          "parameters": {
            "intensity": { "min": 0, "max": 1, "default": 0.3, "smoothing_ms": 100,
              "drives": [ { "target": "density", "from": 0.2, "to": 1 }, { "target": "brightness", "from": 0.2, "to": 0.9 } ] }
          },
          "transitions": [ { "from": "*", "to": "*", "sync": "bar", "fade_ms": 300 } ],
          "stingers": { "coin": { "kind": "coin", "sync": "beat" } },
          "events": {
            "enter": { "do": [ { "scene": "fight" } ] },
            "leave": { "do": [ { "scene": "calm" } ] },
            "coin": { "do": [ { "stinger": "coin" } ] },
            "near": { "do": [ { "set": "intensity", "to": "value" } ] }
          }
        }
        """;

    /// <summary>The same with another tempo in its first scene and one layer more.</summary>
    public static string Changed => Small
        .Replace("\"bpm\": 90", "\"bpm\": 100", StringComparison.Ordinal)
        .Replace("\"low\": { \"part\": \"bass\" } }\n    },", "\"low\": { \"part\": \"bass\" }, \"tune\": { \"part\": \"lead\" } }\n    },", StringComparison.Ordinal);
}
