using SessionService.Grains.Messages;
using SessionService.Grains.Placement;

namespace SessionService.Grains.Tests.Placement;

public sealed class LoadChoiceTests
{
    private readonly LoadChoice choice = new();

    [Fact]
    public void The_least_loaded_is_chosen_however_many_sessions_it_has()
    {
        choice.Update([Report("a", 0.5, sessions: 2), Report("b", 0.1, sessions: 50), Report("c", 0.3, sessions: 0)]);
        Assert.Equal("b", choice.Choose(["a", "b", "c"]));
    }

    [Fact]
    public void What_was_placed_since_the_last_reports_counts()
    {
        choice.Update([Report("a", 0.2, 10), Report("b", 0.2, 10), Report("c", 0.2, 10)]);
        string[] chosen = [.. Enumerable.Range(0, 9).Select(_ => choice.Choose(["a", "b", "c"]))];
        Assert.All(chosen.GroupBy(silo => silo), silo => Assert.Equal(3, silo.Count()));
    }

    [Fact]
    public void One_that_leaves_or_is_late_is_taken_only_where_there_is_no_other()
    {
        choice.Update([Report("a", 0.0, 0) with { Draining = true }, Report("b", 0.1, 5) with { MissesPerSecond = 4 }, Report("c", 0.8, 30)]);
        Assert.Equal("c", choice.Choose(["a", "b", "c"]));
        Assert.Equal("b", choice.Choose(["a", "b"]));
        Assert.Equal("a", choice.Choose(["a"]));
    }

    [Fact]
    public void A_silo_that_has_not_reported_yet_is_as_good_as_empty()
    {
        choice.Update([Report("a", 0.2, 10)]);
        Assert.Equal("new", choice.Choose(["a", "new"]));
    }

    private static SiloLoadMessage Report(string silo, double load, int sessions) =>
        new() { Silo = silo, Load = load, Heard = sessions, Sessions = sessions };
}
