using SessionService.Music.Composition;
using SessionService.Music.Random;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;

namespace SessionService.Music.Tests.Composition;

/// <summary>Bar contexts for tests: one to vary by hand, and many drawn at random.</summary>
internal static class Contexts
{
    public static readonly Metre[] Metres = [new(4, 4), new(3, 4), new(6, 8), new(5, 4), new(7, 8), new(2, 2), new(12, 8), new(9, 16), new(1, 16), new(16, 2)];

    public static readonly int Modes = Enum.GetValues<Mode>().Length;

    public static readonly LayerContext[] AllParts =
    [
        new(0, Part.Drums), new(1, Part.Bass), new(2, Part.Chords), new(3, Part.Arp), new(4, Part.Lead), new(5, Part.Texture),
        new(6, Part.Counter),
    ];

    public static BarContext Plain(string style = "lo-fi", Mode mode = Mode.Major, ulong seed = 1, int sceneBar = 0) => new()
    {
        Seed = seed,
        Style = style,
        Scene = "home",
        Bar = sceneBar,
        SceneBar = sceneBar,
        Section = 0,
        PhraseBars = 4,
        Metre = Metre.Common,
        Tempo = Tempo.FromBpm(80),
        Key = new Key(0, mode),
        Controls = new MusicControls(0.6, 0.5, 0.5, 0.3, 0.5),
        Layers = AllParts,
    };

    public static BarContext At(this BarContext context, int sceneBar) => context with { SceneBar = sceneBar, Bar = sceneBar };

    public static BarContext Random(int index)
    {
        CounterRandom draws = CounterRandom.For(0xC0FFEE, 0, index, 0);
        int bar = draws.Next(600);
        BarRole role = (BarRole)draws.Next(3);
        return new BarContext
        {
            Seed = draws.NextUInt64(),
            Style = StyleCatalogue.All[draws.Next(StyleCatalogue.All.Count)].Name,
            Scene = "scene" + draws.Next(5),
            Bar = bar + draws.Next(1000),
            SceneBar = bar,
            Section = draws.Next(40),
            PhraseBars = 2 << draws.Next(3),
            Metre = Metres[draws.Next(Metres.Length)],
            Tempo = Tempo.FromBpm(40 + draws.Next(150)),
            Key = new Key(draws.Next(12), (Mode)draws.Next(Modes)),
            NextKey = draws.Chance(0.5) ? new Key(draws.Next(12), (Mode)draws.Next(Modes)) : null,
            Role = role,
            Valence = Control(ref draws),
            Controls = new MusicControls(Control(ref draws), Control(ref draws), Control(ref draws), Control(ref draws), Control(ref draws)),
            Layers = Layers(ref draws),
        };
    }

    // The ends of a control matter more than its middle.
    private static double Control(ref CounterRandom draws) => draws.Next(6) switch { 0 => 0, 1 => 1, _ => draws.NextDouble() };

    private static LayerContext[] Layers(ref CounterRandom draws)
    {
        if (draws.Chance(0.3))
        {
            return AllParts;
        }

        LayerContext[] layers = new LayerContext[1 + draws.Next(12)];
        for (int i = 0; i < layers.Length; i++)
        {
            layers[i] = new LayerContext(i, (Part)draws.Next(AllParts.Length));
        }

        return layers;
    }
}
