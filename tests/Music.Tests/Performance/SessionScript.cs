using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SessionService.Music.Adaptation;
using SessionService.Music.Performance;
using SessionService.Music.Score;

namespace SessionService.Music.Tests.Performance;

/// <summary>A random map and a random visit to it: times and commands.</summary>
public sealed record SessionScript(AdaptiveMap Map, ulong Seed, IReadOnlyList<(int Wait, Command Command)> Visit)
{
    private static readonly string[] Styles = [.. Music.Styles.StyleCatalogue.All.Select(style => style.Name)];
    private static readonly string[] SceneNames = ["a", "b", "c", "d"];

    public static Arbitrary<SessionScript> Arbitrary()
    {
        Gen<SessionScript> script =
            from scenes in Gen.ListOf(Scene(), 4)
            from transitions in Transitions()
            from stingers in Gen.ListOf(Stinger(), 3)
            from drives in Gen.ListOf(Drive(), 4)
            from visit in Gen.ListOf(Step())
            from seed in Gen.Choose(0, 1_000_000)
            select new SessionScript(
                new AdaptiveMap
                {
                    Name = "random",
                    Start = "a",
                    Scenes = [.. scenes.Select((scene, i) => scene with { Name = SceneNames[i] })],
                    Transitions = [.. transitions.DistinctBy(transition => (transition.From, transition.To))],
                    Stingers = [.. stingers.Select((stinger, i) => stinger with { Name = $"s{i}" })],
                    Parameters =
                    [
                        new("p", 0, 1, 0.5, 100, [.. drives]),
                        new("q", -5, 5, 0, 0, [.. Enumerable.Reverse(drives).Take(2)]),
                    ],
                    Events =
                    [
                        new("go", [new SceneAction("b", SyncPoint.Beat), new SetAction("p", null, 1, 0, 3, RampUnit.Beats)], [], 500),
                        new("if", [new StingerAction("s0", null), new LayerAction("l1", true, null, null)], [new(["a", "c"], [], "p", 0.2, null, null, null)], 0),
                    ],
                },
                (ulong)seed,
                [.. visit.Take(40).Select((step, i) => (step.Wait, step.Command with { Id = i.ToString(CultureInfo.InvariantCulture) }))]);
        return script.ToArbitrary();
    }

    /// <summary>Plays the visit; <paramref name="split"/> gives the size of each step of the head.</summary>
    public Recorder Play(Func<int, long> split, long tail = 2_000_000)
    {
        Recorder session = new(Map, Seed, new FakeComposer { Recording = false });
        int steps = 0;
        foreach ((int wait, Command command) in Visit)
        {
            Walk(session, session.Performance.Head + wait);
            session.Do(command);
        }

        Walk(session, session.Performance.Head + tail);
        return session;

        void Walk(Recorder recorder, long to)
        {
            while (recorder.Performance.Head < to)
            {
                recorder.To(Math.Min(to, recorder.Performance.Head + split(steps++)));
            }
        }
    }

    private static Gen<SceneDefinition> Scene() =>
        from milli in Gen.Choose(40_000, 240_000)
        from beats in Gen.Choose(1, 7)
        from unit in Gen.Elements(4, 8)
        from phrase in Gen.Elements(2, 4, 8)
        from style in Gen.Elements(Styles)
        from tonic in Gen.Choose(0, 11)
        from layers in Gen.Choose(1, 7)
        select TestMap.Scene("x", milli / 1000.0, beats, unit, phrase, style, tonic, Layers(layers));

    private static LayerDefinition[] Layers(int set) =>
    [
        .. new LayerDefinition[] { new("l1", Part.Drums, 0, null), new("l2", Part.Bass, -6, null), new("l3", Part.Chords, 3, null) }
            .Where((_, i) => (set & (1 << i)) != 0),
    ];

    private static Gen<IEnumerable<TransitionDefinition>> Transitions() =>
        Gen.ListOf(
            from ends in Gen.Elements(new (string?, string?)[] { (null, null), ("a", null), (null, "b"), ("a", "b"), ("b", "c"), ("c", "a"), (null, "d") })
            from sync in Gen.Elements(Enum.GetValues<SyncPoint>())
            from fade in Gen.Choose(0, 2_000)
            from fill in Gen.Elements(true, false)
            from bridge in Gen.Choose(0, 1)
            from ramp in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 3)))
            select new TransitionDefinition(ends.Item1, ends.Item2, sync, fade, fill, bridge) { RampBars = ramp }).Select(list => list.AsEnumerable());

    private static Gen<StingerDefinition> Stinger() =>
        from written in Gen.Elements(true, false)
        from sync in Gen.Elements(Enum.GetValues<SyncPoint>())
        from duck in Gen.Choose(0, 10)
        from degree in Gen.Choose(-14, 21)
        select new StingerDefinition(
            "x", written ? null : "coin", written ? [new StingerNote(0, degree, 4, 1.5, 90), new StingerNote(1, 3, 5, 0.5, 80)] : [],
            sync, duck / 10.0, -3, null, "x");

    private static Gen<DriveDefinition> Drive() =>
        from target in Gen.Elements(Enum.GetValues<DriveTarget>())
        from curve in Gen.Elements(Enum.GetValues<DriveCurve>())
        from low in Gen.Choose(0, 10)
        from high in Gen.Choose(0, 10)
        select target switch
        {
            DriveTarget.Tempo => new DriveDefinition(target, null, 0.8 + (low / 25.0), 0.8 + (high / 25.0), curve, null),
            DriveTarget.Layer => new DriveDefinition(target, "l1", low / 10.0, high / 5.0, curve, null),
            _ => new DriveDefinition(target, null, -low / 10.0, high / 10.0, curve, null),
        };

    private static Gen<(int Wait, Command Command)> Step() =>
        from wait in Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(1, 2_000)), (4, Gen.Choose(1, 90_000)), (1, Gen.Choose(1, 600_000)))
        from command in ACommand()
        select (wait, command);

    private static Gen<Command> ACommand()
    {
        Gen<Command> scene =
            from name in Gen.Elements(SceneNames)
            from sync in Gen.Elements<SyncPoint?>(null, null, SyncPoint.Immediate, SyncPoint.Beat, SyncPoint.Bar, SyncPoint.Phrase)
            select (Command)new SceneCommand("", name, sync);
        Gen<Command> parameter =
            from name in Gen.Elements("p", "q")
            from value in Gen.Choose(-6, 6)
            from over in Gen.Elements<double?>(null, 0, 0.5, 3, 40)
            from unit in Gen.Elements(Enum.GetValues<RampUnit>())
            select (Command)new ParameterCommand("", name, value / 2.0, over, unit);
        Gen<Command> layer =
            from name in Gen.Elements("l1", "l2", "l3", "stingers")
            from mute in Gen.Elements<bool?>(null, true, false)
            from solo in Gen.Elements<bool?>(null, null, true, false)
            from gain in Gen.Elements<double?>(null, 0, -12, 3)
            select (Command)new LayerCommand("", name, mute, solo, gain);
        Gen<Command> stinger = Gen.Elements("s0", "s1", "s2").Select(name => (Command)new StingerCommand("", name));
        Gen<Command> happening =
            from name in Gen.Elements("go", "if")
            from value in Gen.Choose(0, 10)
            select (Command)new UiEventCommand("", name, value / 10.0);
        return Gen.Frequency((4, scene), (3, parameter), (1, layer), (3, stinger), (2, happening));
    }
}
