using SessionService.Music.Performance;

namespace SessionService.Music.Tests.Performance;

public sealed class CommandTests
{
    private const long Beat = 24_000;

    [Fact]
    public void A_repeated_id_gets_the_first_answer_and_does_nothing()
    {
        Recorder session = new(TestMap.Full());
        session.To(100);
        Acknowledgement first = session.Do(new UiEventCommand("e", "enter.battle"));
        session.To(30_000);
        Acknowledgement again = session.Do(new ParameterCommand("e", "intensity", 0));
        Assert.Equal(CommandStatus.Duplicate, again.Status);
        Assert.Equal(first.Cues, again.Cues);
        Assert.Equal(first.AtSample, again.AtSample);
        Assert.Equal(0.9, session.Performance.State.Parameters[0].Target);
    }

    [Fact]
    public void The_oldest_commands_are_forgotten_in_order()
    {
        Recorder session = new(TestMap.Full());
        for (int i = 0; i <= Limits.RememberedCommands; i++)
        {
            session.Performance.Apply(new ParameterCommand($"{i}", "intensity", 0.5));
        }

        Assert.Equal(CommandStatus.Duplicate, session.Performance.Apply(new StingerCommand("1", "coin")).Status);
        Assert.Equal(CommandStatus.Accepted, session.Performance.Apply(new StingerCommand("0", "coin")).Status);
    }

    [Fact]
    public void An_event_does_all_its_actions()
    {
        Recorder session = new(TestMap.Full());
        session.To(1_000);
        Acknowledgement answer = session.Do(new UiEventCommand("e", "enter.battle"));
        Assert.Equal(
            [
                new Cue(CueKind.Parameter, "intensity", 1_000, 1, 1 + (40.0 / 960)),
                new Cue(CueKind.Stinger, "coin", Beat, 1, 2),
                new Cue(CueKind.Scene, "battle", 96_000, 2, 1),
            ],
            answer.Cues);
        session.To(1_000 + (2 * Beat));
        Assert.Equal(0.6, session.Performance.State.Parameters[0].Value, 9);
    }

    [Theory]
    [InlineData("enter.batle", "did you mean \"enter.battle\"?")]
    [InlineData("zzzzzzz", "does not exist (known: enter.battle, scroll, buy, ask, tap)")]
    public void An_unknown_event_is_rejected_with_a_hint(string name, string hint)
    {
        Acknowledgement answer = new Recorder(TestMap.Full()).Do(new UiEventCommand("e", name));
        Assert.Equal(CommandStatus.Rejected, answer.Status);
        Assert.Empty(answer.Cues);
        Assert.Contains(hint, answer.Reason, StringComparison.Ordinal);
    }

    public static TheoryData<Command> Wrong =>
    [
        new SceneCommand("x", "nowhere"), new ParameterCommand("x", "volume", 1), new StingerCommand("x", "boom"),
        new LayerCommand("x", "lead", true), new LayerCommand("x", "pad"), new LayerCommand("x", "pad", GainDb: 12.1),
        new LayerCommand("x", "pad", GainDb: double.NaN), new ParameterCommand("x", "intensity", double.NaN),
        new ParameterCommand("x", "intensity", 1, -1), new ParameterCommand("x", "intensity", 1, 600_001),
        new ParameterCommand("x", "intensity", 1, 5_000, RampUnit.Bars), new UiEventCommand("x", "scroll"),
        new UiEventCommand("x", "scroll", double.PositiveInfinity), new SceneCommand("", "battle"),
        new SceneCommand(new string('i', 65), "battle"),
    ];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_done_is_rejected_with_a_reason_and_changes_nothing(Command command)
    {
        Recorder session = new(TestMap.Full());
        Recorder untouched = new(TestMap.Full());
        session.To(5_000);
        Acknowledgement answer = session.Do(command);
        Assert.Equal(CommandStatus.Rejected, answer.Status);
        Assert.False(string.IsNullOrEmpty(answer.Reason));
        session.To(300_000);
        untouched.To(300_000);
        Assert.Equal(untouched.Directives, session.Directives);
    }

    [Fact]
    public void A_cooldown_is_counted_in_samples_from_the_last_accepted()
    {
        Recorder session = new(TestMap.Full());
        session.To(100);
        Assert.Equal(CommandStatus.Accepted, session.Do(new UiEventCommand("1", "buy")).Status);
        session.To(48_099);
        Acknowledgement held = session.Do(new UiEventCommand("2", "buy"));
        Assert.Equal((CommandStatus.Suppressed, "cooldown: 1 ms are left"), (held.Status, held.Reason));
        session.To(48_100);
        Assert.Equal(CommandStatus.Accepted, session.Do(new UiEventCommand("3", "buy")).Status);
    }

    [Fact]
    public void Conditions_look_at_scene_parameter_and_value()
    {
        Recorder session = new(TestMap.Full());
        session.To(100);
        Assert.Equal("condition: intensity is 0.3", session.Do(new UiEventCommand("1", "ask")).Reason);
        session.Do(new ParameterCommand("2", "intensity", 0.6, 0));
        session.To(100 + 480);
        Assert.Equal(CommandStatus.Accepted, session.Do(new UiEventCommand("3", "ask")).Status);
        Assert.True(session.Performance.State.Layers[0].Muted);
        Assert.Equal("condition: the value is 0.5", session.Do(new UiEventCommand("4", "tap", 0.5)).Reason);
        Assert.Equal("condition: the value is missing", session.Do(new UiEventCommand("5", "tap")).Reason);
        Assert.Equal(CommandStatus.Accepted, session.Do(new UiEventCommand("6", "tap", 0.51)).Status);
        session.Do(new SceneCommand("7", "shop"));
        session.To(200_000);
        Assert.Equal("condition: the scene is shop", session.Do(new UiEventCommand("8", "tap", 0.9)).Reason);
        Assert.Equal("condition: the scene is shop, not explore", session.Do(new UiEventCommand("9", "ask")).Reason);
    }

    [Fact]
    public void A_value_out_of_range_is_held_to_it_and_said()
    {
        Recorder session = new(TestMap.Full());
        Acknowledgement answer = session.Do(new ParameterCommand("1", "intensity", 7));
        Assert.Equal((CommandStatus.Accepted, "intensity was held to its range, 0 to 1"), (answer.Status, answer.Reason));
        Assert.Equal(0.7, Scrolled(70), 9);
        Assert.Equal(1, Scrolled(double.MaxValue));

        double Scrolled(double value)
        {
            session.Do(new UiEventCommand($"s{value}", "scroll", value));
            return session.Performance.State.Parameters[0].Target;
        }
    }

    /// <summary>A thousand events a second for ten seconds, most of them noise: all answered, little of it rendered.</summary>
    [Fact]
    public void A_storm_is_answered_whole_and_stays_musical()
    {
        Recorder session = new(TestMap.Full());
        string[] scenes = ["battle", "shop", "explore"];
        for (int i = 0; i < 10_000; i++)
        {
            session.To(i / 20 * 960); // heads move in slices of 20 ms, twenty commands at each
            Acknowledgement answer = (i % 4) switch
            {
                0 => session.Do(new UiEventCommand($"{i}", "scroll", i % 100)),
                1 => session.Do(new StingerCommand($"{i}", "coin")),
                2 => session.Do(new SceneCommand($"{i}", scenes[i / 4 % 3])),
                _ => session.Do(new LayerCommand($"{i}", "beat", Mute: i % 8 == 3)),
            };
            Assert.Equal(CommandStatus.Accepted, answer.Status);
            Assert.NotEmpty(answer.Cues);
        }

        session.To(600_000);
        Assert.Equal(10_000, session.Answers.Count);
        // At most one coin a beat, one scene a bar, one piece of each fader a slice.
        Assert.InRange(session.Marks.OfType<CaptionMark>().Count(mark => mark.Text == "coin"), 10, 40);
        Assert.InRange(session.SceneChanges().Count(), 2, 12);
        IEnumerable<IGrouping<(long, int), Directive>> pieces = session.Directives
            .Where(directive => directive is { Kind: DirectiveKind.LayerGain, Sample: > 0 }).GroupBy(directive => (directive.Sample, directive.Target));
        Assert.All(pieces, piece => Assert.Single(piece));
    }

    [Fact]
    public void A_session_that_stands_still_keeps_a_bounded_number_of_marks()
    {
        Recorder session = new(TestMap.Full());
        for (int i = 0; i < Limits.RememberedCommands + 50; i++)
        {
            session.Performance.Apply(new ParameterCommand($"{i}", "intensity", 0.5));
        }

        session.To(10);
        Assert.Equal(Limits.RememberedCommands, session.Marks.OfType<CueMark>().Count());
    }
}
