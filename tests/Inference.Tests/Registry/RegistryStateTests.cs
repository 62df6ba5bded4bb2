using SessionService.Inference.Registry;

namespace SessionService.Inference.Tests.Registry;

/// <summary>Stages, canaries, pins and the way back, as pure functions.</summary>
public sealed class RegistryStateTests
{
    private const string Model = "score";

    private static readonly ChangeNote Note = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), "ann", "because");

    [Fact]
    public void A_version_goes_from_candidate_over_canary_to_live_and_back()
    {
        RegistryState state = Two();
        state = Made(state.Promote(Model, "1.0.0", anyway: false, Note));
        state = Made(state.StartCanary(Model, "1.1.0", 0.25, Note));
        Assert.Equal((ModelStage.Live, ModelStage.Canary), (StageOf(state, "1.0.0"), StageOf(state, "1.1.0")));

        Assert.Contains("not found score 1.1.0 ready", state.Promote(Model, null, anyway: false, Note).Refusal, StringComparison.Ordinal);
        state = Made(state.MarkReady(Model, "1.1.0", Note));
        state = Made(state.Promote(Model, null, anyway: false, Note));
        Assert.Equal((ModelStage.Candidate, ModelStage.Live), (StageOf(state, "1.0.0"), StageOf(state, "1.1.0")));
        Assert.Null(state.Find(Model)!.Run);

        state = Made(state.Rollback(Model, Note));
        Assert.Equal((ModelStage.Live, ModelStage.Candidate), (StageOf(state, "1.0.0"), StageOf(state, "1.1.0")));
        Assert.Contains("No version of score was live before 1.0.0", state.Rollback(Model, Note).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rollback_takes_the_canary_first()
    {
        RegistryState state = Canary(0.5);

        state = Made(state.Rollback(Model, Note));

        Assert.Equal((ModelStage.Live, ModelStage.Candidate), (StageOf(state, "1.0.0"), StageOf(state, "1.1.0")));
        Assert.Null(state.Find(Model)!.Run);
    }

    [Fact]
    public void A_gate_takes_back_only_what_it_judged()
    {
        RegistryState state = Made(Canary(0.5).Add(Model, "1.2.0", "c", Note));

        Assert.Contains("1.2.0 is not the canary", state.Rollback(Model, Note, onlyCanary: "1.2.0").Refusal, StringComparison.Ordinal);
        Assert.Null(state.Rollback(Model, Note, onlyCanary: "1.1.0").Refusal);
    }

    [Fact]
    public void A_rollback_goes_past_what_was_withdrawn()
    {
        RegistryState state = Made(Two().Add(Model, "1.2.0", "c", Note));
        foreach (string version in new[] { "1.0.0", "1.1.0", "1.2.0" })
        {
            state = Made(state.Promote(Model, version, anyway: true, Note));
        }

        state = Made(state.Retire(Model, "1.1.0", Note));
        state = Made(state.Rollback(Model, Note));

        Assert.Equal("1.0.0", state.Find(Model)!.Live);
        Assert.Empty(state.Find(Model)!.Earlier);
    }

    [Fact]
    public void What_is_retired_plays_for_nobody_and_does_not_come_back()
    {
        RegistryState state = Made(Two().Promote(Model, "1.0.0", anyway: false, Note));

        state = Made(state.Retire(Model, "1.0.0", Note));

        Assert.Null(state.VersionFor(Model, "t", null, "s"));
        Assert.Contains("only a candidate", state.StartCanary(Model, "1.0.0", 0.1, Note).Refusal, StringComparison.Ordinal);
        Assert.Contains("retired", state.Promote(Model, "1.0.0", anyway: true, Note).Refusal, StringComparison.Ordinal);
        Assert.Contains("retired", state.Pin(Model, "1.0.0", "t", "p", Note).Refusal, StringComparison.Ordinal);
        Assert.Contains("retired already", state.Retire(Model, "1.0.0", Note).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pin_goes_before_everything_and_holds_its_version()
    {
        RegistryState state = Made(Canary(1).Add(Model, "0.9.0", "z", Note));
        state = Made(state.Pin(Model, "0.9.0", "t", "p", Note));

        Assert.Equal("0.9.0", state.VersionFor(Model, "t", "p", "s"));
        Assert.Equal("1.1.0", state.VersionFor(Model, "t", "other", "s"));
        Assert.Equal("1.1.0", state.VersionFor(Model, "u", "p", "s"));
        Assert.Equal("1.1.0", state.VersionFor(Model, "t", null, "s"));
        Assert.True(state.Plays(Model, "0.9.0"));
        Assert.Contains("t/p is pinned", state.Retire(Model, "0.9.0", Note).Refusal, StringComparison.Ordinal);

        state = Made(state.Unpin(Model, "t", "p", Note));
        Assert.Equal("1.1.0", state.VersionFor(Model, "t", "p", "s"));
        Assert.False(state.Plays(Model, "0.9.0"));
        Assert.Contains("pinned to no version", state.Unpin(Model, "t", "p", Note).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_has_one_pin()
    {
        RegistryState state = Made(Made(Two().Pin(Model, "1.0.0", "t", "p", Note)).Pin(Model, "1.1.0", "t", "p", Note));

        Assert.Equal("1.1.0", Assert.Single(state.Find(Model)!.Pins).Version);
    }

    [Theory]
    [InlineData("1.1.0", 0, "above 0")]
    [InlineData("1.1.0", 1.01, "at most 1")]
    [InlineData("1.1.0", double.NaN, "NaN")]
    [InlineData("1.0.0", 0.1, "is live")]
    [InlineData("9.9.9", 0.1, "no version 9.9.9")]
    public void A_canary_that_makes_no_sense_is_refused(string version, double share, string expected)
    {
        RegistryState state = Made(Two().Promote(Model, "1.0.0", anyway: false, Note));

        Transition refused = state.StartCanary(Model, version, share, Note);

        Assert.Null(refused.Next);
        Assert.Contains(expected, refused.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_one_canary_at_a_time()
    {
        RegistryState state = Made(Canary(0.1).Add(Model, "1.2.0", "c", Note));

        Assert.Contains("1.1.0 is the canary", state.StartCanary(Model, "1.2.0", 0.1, Note).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_stands_for_one_content()
    {
        Assert.Contains("is there already.", Two().Add(Model, "1.0.0", "a", Note).Refusal, StringComparison.Ordinal);
        Assert.Contains("other content", Two().Add(Model, "1.0.0", "b", Note).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_known_of_a_model_that_is_not_there()
    {
        Assert.Null(RegistryState.Empty.VersionFor(Model, "t", "p", "s"));
        Assert.Contains("There is no model score", RegistryState.Empty.Rollback(Model, Note).Refusal, StringComparison.Ordinal);
        Assert.Contains("There is no model score", RegistryState.Empty.Promote(Model, "1.0.0", anyway: true, Note).Refusal, StringComparison.Ordinal);
        Assert.Contains("No version of score plays", Two().Rollback(Model, Note).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_candidate_beside_a_live_version_is_not_promoted_unseen()
    {
        RegistryState state = Made(Two().Promote(Model, "1.0.0", anyway: false, Note));

        Assert.Contains("was no canary", state.Promote(Model, "1.1.0", anyway: false, Note).Refusal, StringComparison.Ordinal);
        Assert.Equal("1.1.0", Made(state.Promote(Model, "1.1.0", anyway: true, Note)).Find(Model)!.Live);
    }

    [Fact]
    public void The_history_says_what_when_who_and_why()
    {
        StageChange last = Canary(0.25).History[^1];

        Assert.Equal(new StageChange(Note.At, Model, "1.1.0", "canary 0.25", "ann", "because"), last);
        Assert.Equal(4, Canary(0.25).Revision);
    }

    private static RegistryState Two() =>
        Made(Made(RegistryState.Empty.Add(Model, "1.0.0", "a", Note)).Add(Model, "1.1.0", "b", Note));

    private static RegistryState Canary(double share) =>
        Made(Made(Two().Promote(Model, "1.0.0", anyway: false, Note)).StartCanary(Model, "1.1.0", share, Note));

    private static ModelStage StageOf(RegistryState state, string version) => state.Find(Model)!.Find(version)!.Stage;

    private static RegistryState Made(Transition transition)
    {
        Assert.Null(transition.Refusal);
        return transition.Next!;
    }
}
