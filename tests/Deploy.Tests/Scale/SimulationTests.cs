using SessionService.Bench.Scale.Model;
using SessionService.Bench.Scale.Simulation;

namespace SessionService.Deploy.Tests.Scale;

/// <summary>What must hold in every run, and what the model foretells.</summary>
public sealed class SimulationTests
{
    private const double Cell = 4_000;

    public static TheoryData<string> Names { get; } = [.. Scenarios.All(Cell).Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nobody_is_lost_and_nobody_is_there_twice(string name)
    {
        Outcome outcome = Run(name);

        Assert.Equal(outcome.Started + outcome.Arrived, outcome.Left + outcome.Playing + outcome.Waiting);
        Assert.True(outcome.Recovered <= outcome.Displaced);
        Assert.InRange(outcome.MissedShare, 0, 1);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_another()
    {
        CellSettings settings = Scenarios.Crowd(Cell).Settings;
        Assert.Equal(CellSimulation.Run(settings), CellSimulation.Run(settings));
        Assert.NotEqual(CellSimulation.Run(settings), CellSimulation.Run(settings with { Seed = 2 }));
    }

    [Fact]
    public void Steady_arrivals_keep_the_sessions_of_littles_law()
    {
        CellSettings settings = Scenarios.NodeLoss(Cell).Settings with { Loss = null, Seconds = 12_000 };

        Outcome outcome = CellSimulation.Run(settings);

        // The mean over T of an M/G/∞ count with mean m and stay τ has the variance 2mτ/T.
        double error = Math.Sqrt(2 * Cell * Figures.StaySeconds.Value / settings.Seconds);
        Assert.InRange(outcome.Mean, Cell - (4 * error), Cell + (4 * error));
        Assert.Equal(0, outcome.MissedSeconds);
    }

    [Fact]
    public void A_day_has_the_mean_the_peak_and_the_core_hours_of_the_model()
    {
        Scenario day = Scenarios.Day(Cell);

        Outcome outcome = CellSimulation.Run(day.Settings);

        Assert.InRange(outcome.Mean, day.Settings.MeanSessions * 0.98, day.Settings.MeanSessions * 1.02);
        Assert.InRange(outcome.Peak, Cell, Cell * 1.08);
        double hours = day.Settings.MeanSessions * 24 / (Figures.SessionsPerCore.Value * CapacityModel.SetPoint);
        Assert.InRange(outcome.CoreHours, hours * 0.9, hours * 1.25);
        Assert.True(outcome.MostSilos > outcome.LeastSilos * 2, "the autoscaler follows the day");
        Assert.Equal(0, outcome.MissedSeconds);
    }

    [Fact]
    public void A_lost_silos_sessions_play_again_when_the_model_says()
    {
        Scenario loss = Scenarios.NodeLoss(Cell);

        Outcome outcome = CellSimulation.Run(loss.Settings);

        double lost = Cell / loss.Settings.Silos;
        double pressure = Cell / (loss.Settings.Silos * CapacityModel.SiloLimit);
        double foretold = CapacityModel.RecoverySeconds(lost, loss.Settings.Silos - 1, pressure);
        Assert.InRange(outcome.Displaced, lost * 0.8, lost * 1.2);
        Assert.InRange(outcome.LongestSilence, CapacityModel.DetectionSeconds, foretold + 1.5);
        Assert.Equal(0, outcome.MissedSeconds);
        Assert.Equal(0, outcome.Waiting);
    }

    [Fact]
    public void A_lost_zone_is_held_by_the_rest_at_the_set_point_and_not_at_nine_tenths()
    {
        Outcome with = CellSimulation.Run(Scenarios.ZoneLoss(Cell).Settings);
        Outcome without = CellSimulation.Run(Scenarios.ZoneLossWithoutRoom(Cell).Settings);

        Assert.True(with.Displaced > Cell / 4);
        Assert.True(with.MissedShare < 0.03, $"{with.MissedShare:P}");
        Assert.True(without.MissedShare > 0.5, $"{without.MissedShare:P}: a run that cannot fail shows nothing");
    }

    [Fact]
    public void A_placement_that_counts_what_it_placed_keeps_a_lost_zone_below_every_limit()
    {
        CellSettings settings = Scenarios.ZoneLoss(Cell).Settings;
        Outcome stale = CellSimulation.Run(settings);
        Outcome counting = CellSimulation.Run(settings with { CountsOwn = true });

        Assert.True(counting.PeakPressure < stale.PeakPressure);
        Assert.True(counting.PeakPressure < 1);
    }

    [Fact]
    public void An_upgrade_replaces_every_silo_and_moves_every_session_without_silence()
    {
        Scenario upgrade = Scenarios.Upgrade(Cell);

        Outcome outcome = CellSimulation.Run(upgrade.Settings);

        Assert.Equal(upgrade.Settings.Silos, outcome.Replaced);
        Assert.True(outcome.Migrated >= Cell * 0.8);
        Assert.True(outcome.LeastSilos >= upgrade.Settings.Silos - upgrade.Settings.Surge);
        Assert.Equal(0, outcome.Displaced);
        Assert.Equal(0, outcome.Silence);
        Assert.Equal(0, outcome.MissedSeconds);
    }

    [Fact]
    public void A_crowd_is_held_with_the_room_of_the_model_and_not_without()
    {
        Outcome with = CellSimulation.Run(Scenarios.Crowd(Cell).Settings);
        CellSettings tight = Scenarios.Crowd(Cell).Settings;
        Outcome without = CellSimulation.Run(tight with { Silos = (int)(Cell / (CapacityModel.SiloLimit * 0.95)), Target = 0.95 });

        Assert.Equal(0, with.MissedSeconds);
        Assert.True(with.MostSilos > tight.Silos);
        Assert.True(without.MissedSeconds > 0);
    }

    [Fact]
    public void Sessions_wait_while_there_is_no_silo_and_play_when_there_is()
    {
        // Half of what the silo holds, so that the autoscaler has not asked for a second one before it is lost.
        double mean = CapacityModel.SiloLimit / 2;
        CellSettings settings = new() { MeanSessions = mean, Silos = 1, Zones = 2, Seconds = 400, Autoscale = true, MinSilos = 1, StartSeconds = 30, Loss = new Loss(60, 1) };

        Outcome outcome = CellSimulation.Run(settings);

        Assert.True(outcome.Displaced > mean * 0.7);
        Assert.True(outcome.LongestSilence > 30);
        Assert.Equal(0, outcome.Waiting);
    }

    [Fact]
    public void An_upgrade_and_the_autoscaler_do_not_go_together() =>
        Assert.Throws<ArgumentException>(() => CellSimulation.Run(new CellSettings { Autoscale = true, UpgradeAt = 1 }));

    private static Outcome Run(string name) => CellSimulation.Run(Scenarios.All(Cell).Single(s => s.Name == name).Settings);
}
