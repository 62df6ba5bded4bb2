using SessionService.Bench.Scale.Model;

namespace SessionService.Bench.Scale.Simulation;

/// <summary>A run that is compared with what the model says of it.</summary>
/// <param name="Name">What happens.</param>
/// <param name="Settings">How it is run.</param>
public sealed record Scenario(string Name, CellSettings Settings);

/// <summary>The runs that back docs/scale.md.</summary>
public static class Scenarios
{
    /// <summary>A whole day under the autoscaler.</summary>
    /// <param name="peak">Sessions of the cell at its peak.</param>
    public static Scenario Day(double peak)
    {
        double mean = CapacityModel.MeanOfPeak(peak);
        int silos = SilosFor(CapacityModel.SessionsAt(mean, 0));
        return new Scenario("a day with its curve, autoscaler on", new CellSettings
        {
            Seconds = 86_400, MeanSessions = mean, Day = true, Silos = silos, Autoscale = true,
        });
    }

    /// <summary>One silo is gone without a word.</summary>
    public static Scenario NodeLoss(double sessions) => new("a silo is lost", Steady(sessions) with { Loss = new Loss(60, 1) });

    /// <summary>A zone is gone, and no silo is added.</summary>
    public static Scenario ZoneLoss(double sessions) =>
        new("a zone is lost, silos at the set point", Steady(sessions) with { Loss = new Loss(60, int.MaxValue) });

    /// <summary>The same where placement counts what it has placed.</summary>
    public static Scenario ZoneLossCounted(double sessions) =>
        new("the same, placement counts what it placed", ZoneLoss(sessions).Settings with { CountsOwn = true });

    /// <summary>The same where silos were filled to nine tenths.</summary>
    public static Scenario ZoneLossWithoutRoom(double sessions) =>
        new("a zone is lost, silos at 90 % of their limit", Steady(sessions) with
        {
            Silos = (int)Math.Ceiling(sessions / (CapacityModel.SiloLimit * 0.9)), Loss = new Loss(60, int.MaxValue),
        });

    /// <summary>Every silo is replaced by the next version.</summary>
    public static Scenario Upgrade(double sessions) => new("rolling upgrade, a tenth of the silos at a time", Steady(sessions) with
    {
        Seconds = 3_600, UpgradeAt = 60, Surge = Math.Max(1, SilosFor(sessions) / 10), StartSeconds = Figures.PodSeconds.Value,
    });

    /// <summary>Arrivals double from one second to the next.</summary>
    public static Scenario Crowd(double sessions) => new("arrivals double at once, autoscaler on", Steady(sessions) with
    {
        Seconds = 1_800, CrowdAt = 60, Autoscale = true,
    });

    /// <summary>The same where new silos join but nothing is handed over to them.</summary>
    public static Scenario CrowdWithoutBalance(double sessions) =>
        new("the same without rebalancing", Crowd(sessions).Settings with { Rebalance = false });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Scenario> All(double sessions) =>
    [
        Day(sessions), NodeLoss(sessions), ZoneLoss(sessions), ZoneLossCounted(sessions), ZoneLossWithoutRoom(sessions), Upgrade(sessions), Crowd(sessions),
        CrowdWithoutBalance(sessions),
    ];

    /// <summary>Silos that hold a number of sessions at the set point.</summary>
    public static int SilosFor(double sessions) => (int)Math.Ceiling(sessions / CapacityModel.SiloSessions);

    private static CellSettings Steady(double sessions) => new() { MeanSessions = sessions, Silos = SilosFor(sessions) };
}
