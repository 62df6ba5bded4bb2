using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Styles;
using SessionService.Music.Time;
using SessionService.Sessions.Offline;
using G = FsCheck.Fluent.Gen;

namespace SessionService.Properties.Tests.Support;

/// <summary>Draws storms.</summary>
internal static class Storms
{
    private static readonly string[] SceneNames = ["a", "b", "c"];
    private static readonly string[] Styles = [.. StyleCatalogue.All.Select(style => style.Name)];
    private static readonly Part[] Parts = Enum.GetValues<Part>();
    private static readonly Metre[] Metres = [new(4, 4), new(4, 4), new(3, 4), new(6, 8), new(5, 4), new(7, 8), new(2, 2), new(12, 8)];

    /// <summary>Anything a map may say and a visitor may do: muted layers, lonely layers, levels up and down.</summary>
    /// <param name="ms">Time over which commands fall.</param>
    public static Arbitrary<Storm> Wild(int ms) => AnyStorm(ms, wild: true).ToArbitrary();

    /// <summary>
    /// Maps that ask for music all the time: every scene has all parts near their level, nobody mutes, stingers leave at
    /// least half of the rest.
    /// </summary>
    /// <param name="ms">Time over which commands fall.</param>
    public static Arbitrary<Storm> Musical(int ms) => AnyStorm(ms, wild: false).ToArbitrary();

    private static Gen<Storm> AnyStorm(int ms, bool wild) =>
        from scenes in G.ListOf(Scene(wild), SceneNames.Length)
        from transitions in G.ListOf(Transition(), 3)
        from stingers in G.ListOf(Stinger(wild), 3)
        from drives in G.ListOf(Drive(wild), 5)
        from count in G.Choose(0, 25)
        from commands in G.ListOf(Timed(ms, wild), count)
        from seed in G.Choose(0, int.MaxValue)
        select new Storm(
            new AdaptiveMap
            {
                Name = "storm",
                Start = "a",
                Scenes = [.. scenes.Select((scene, i) => scene with { Name = SceneNames[i] })],
                Transitions = [.. transitions.DistinctBy(t => (t.From, t.To))],
                Stingers = [.. stingers.Select((stinger, i) => stinger with { Name = $"s{i}" })],
                Parameters = [new("p", 0, 1, 0.5, 200, [.. drives])],
                Events = [new("go", [new SceneAction("b", SyncPoint.Beat), new StingerAction("s0", null), new SetAction("p", null, 1, 0, 2, RampUnit.Beats)], [], 0)],
            },
            (ulong)seed,
            [.. commands.OrderBy(c => c.AtMs).Select((c, i) => c with { Command = c.Command with { Id = i.ToString(CultureInfo.InvariantCulture) } })]);

    private static Gen<double> Unit() => G.Frequency(
        (1, G.Constant(0.0)), (1, G.Constant(1.0)), (4, G.Choose(0, 100).Select(n => n / 100.0)));

    private static Gen<SceneDefinition> Scene(bool wild) =>
        from style in G.Elements(Styles)
        from tonic in G.Choose(0, 11)
        from mode in G.Elements(Enum.GetValues<Mode>())
        from milli in G.Choose(wild ? 30_000 : 60_000, wild ? 260_000 : 180_000)
        from metre in G.Elements(Metres)
        from phrase in G.Elements(2, 4, 8)
        from mood in G.ListOf(Unit(), 6)
        from layers in G.Choose(1, (1 << Parts.Length) - 1)
        from gains in G.ListOf(G.Choose(wild ? -20 : -3, wild ? 12 : 3), Parts.Length)
        select new SceneDefinition
        {
            Name = "x",
            Style = style,
            Key = new Key(tonic, mode),
            Tempo = Tempo.FromBpm(milli / 1000.0),
            Metre = metre,
            PhraseBars = phrase,
            Mood = new Mood(mood[0], mood[1], mood[2], mood[3], mood[4], mood[5]),
            Layers = [.. Parts.Select((part, i) => new LayerDefinition($"l{i}", part, gains[i], null)).Where((_, i) => !wild || (layers >> i & 1) != 0)],
            Caption = "",
        };

    private static Gen<TransitionDefinition> Transition() =>
        from ends in G.Elements(new (string?, string?)[] { (null, null), ("a", null), (null, "b"), ("a", "b"), ("b", "c") })
        from sync in G.Elements(Enum.GetValues<SyncPoint>())
        from fade in G.Choose(0, 1_500)
        from fill in G.Elements(true, false)
        from bridge in G.Choose(0, 1)
        from ramp in G.Frequency((2, G.Constant(0)), (1, G.Choose(1, 2)))
        select new TransitionDefinition(ends.Item1, ends.Item2, sync, fade, fill, bridge) { RampBars = ramp };

    private static Gen<StingerDefinition> Stinger(bool wild) =>
        from kind in G.Elements<string?>([null, .. StingerDefinition.Kinds])
        from sync in G.Elements(Enum.GetValues<SyncPoint>())
        from duck in G.Choose(0, wild ? 10 : 5)
        from degree in G.Choose(1, 8)
        select new StingerDefinition(
            "x", kind, kind is null ? [new(0, degree, 4, 0.5, 100), new(0.5, 5, 4, 1, 90)] : [], sync, duck / 10.0, 0, null, "");

    private static Gen<DriveDefinition> Drive(bool wild) =>
        from target in G.Elements(Enum.GetValues<DriveTarget>())
        from curve in G.Elements(Enum.GetValues<DriveCurve>())
        from low in G.Choose(wild ? 0 : 5, 10)
        from high in G.Choose(5, 10)
        select target switch
        {
            DriveTarget.Tempo => new DriveDefinition(target, null, 0.8 + (low / 50.0), 0.9 + (high / 50.0), curve, null),
            DriveTarget.Layer => new DriveDefinition(target, "l0", low / 10.0, high / (wild ? 5.0 : 10.0), curve, null),
            _ => new DriveDefinition(target, null, -low / 10.0, high / 10.0, curve, null),
        };

    private static Gen<TimedCommand> Timed(int ms, bool wild) =>
        from at in G.Choose(0, ms - 1)
        from command in ACommand(wild)
        select new TimedCommand(at, command);

    private static Gen<Command> ACommand(bool wild)
    {
        Gen<Command> scene =
            from name in G.Elements(SceneNames)
            from sync in G.Elements<SyncPoint?>(null, SyncPoint.Immediate, SyncPoint.Beat, SyncPoint.Bar)
            select (Command)new SceneCommand("", name, sync);
        Gen<Command> parameter =
            from value in Unit()
            from over in G.Elements<double?>(null, 0, 1, 4)
            from unit in G.Elements(Enum.GetValues<RampUnit>())
            select (Command)new ParameterCommand("", "p", value, over, unit);
        Gen<Command> layer =
            from index in G.Choose(0, Parts.Length - 1)
            from mute in G.Elements<bool?>(null, true, false)
            from solo in G.Elements<bool?>(null, null, true, false)
            from gain in G.Elements<double?>(null, -60, -6, 0, 12)
            select (Command)new LayerCommand("", $"l{index}", mute, solo, gain);
        Gen<Command> stinger = G.Elements("s0", "s1", "s2").Select(name => (Command)new StingerCommand("", name));
        Gen<Command> happening = Unit().Select(value => (Command)new UiEventCommand("", "go", value));
        return G.Frequency((4, scene), (4, parameter), (wild ? 3 : 0, layer), (4, stinger), (2, happening));
    }
}
