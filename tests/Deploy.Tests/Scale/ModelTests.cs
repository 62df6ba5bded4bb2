using SessionService.Bench.Scale.Model;

namespace SessionService.Deploy.Tests.Scale;

/// <summary>The formulas against what they must come to.</summary>
public sealed class ModelTests
{
    [Fact]
    public void Weights_are_around_one_and_in_the_order_of_cost()
    {
        Assert.Equal(1, CapacityModel.Weights.Average(), 12);
        double[] speeds = [Figures.GameSpeed.Value, Figures.ShopSpeed.Value, Figures.ReadingSpeed.Value];
        int[] places = [0, 1, 2];
        Assert.Equal(places.OrderBy(place => speeds[place]), places.OrderByDescending(place => CapacityModel.Weights[place]));
    }

    [Fact]
    public void At_the_ceiling_the_loss_of_a_zone_leaves_the_rest_below_its_limit() =>
        Assert.True(CapacityModel.Ceiling * Figures.Zones.Value / (Figures.Zones.Value - 1) < 1);

    [Fact]
    public void At_the_ceiling_a_crowd_stays_below_the_limit_until_new_silos_are_there() =>
        Assert.True(CapacityModel.Ceiling / CapacityModel.CrowdTarget < 1);

    [Fact]
    public void The_days_sessions_solve_their_differential_equation()
    {
        // m' = λ(t) − m/τ, checked by a central difference over the day.
        const double Mean = 1_000;
        double stay = Figures.StaySeconds.Value;
        for (double t = 0; t < 86_400; t += 3_600)
        {
            double slope = (CapacityModel.SessionsAt(Mean, t + 1) - CapacityModel.SessionsAt(Mean, t - 1)) / 2;
            double arrivals = Mean / stay * (1 + (Figures.DaySwing.Value * Math.Sin(2 * Math.PI * t / 86_400)));
            Assert.Equal(arrivals - (CapacityModel.SessionsAt(Mean, t) / stay), slope, 1e-6);
        }
    }

    [Fact]
    public void The_mean_of_a_peak_has_that_peak()
    {
        double mean = CapacityModel.MeanOfPeak(25_000);
        double peak = Enumerable.Range(0, 86_400).Max(t => CapacityModel.SessionsAt(mean, t));
        Assert.Equal(25_000, peak, 1.0);
    }

    [Fact]
    public void Recovery_takes_longer_the_more_is_lost_and_the_fewer_are_left()
    {
        double one = CapacityModel.RecoverySeconds(350, 71, 0.57);
        Assert.True(one > CapacityModel.DetectionSeconds);
        Assert.True(CapacityModel.RecoverySeconds(8_000, 48, 0.57) > one);
        Assert.True(CapacityModel.RecoverySeconds(350, 71, 0.9) > one);
    }

    [Fact]
    public void A_plan_grows_with_its_sessions_and_never_goes_below_what_is_needed()
    {
        double before = 0;
        foreach (double sessions in new[] { 100, 1_000, 25_000, 25_001, 1e6 })
        {
            var plan = new Plan(sessions);
            Assert.True(plan.SiloCores >= plan.BareCores / CapacityModel.SetPoint * 0.999);
            Assert.True(plan.SiloCores >= before);
            Assert.True(plan.Cells * Figures.CellSessions.Value >= sessions);
            before = plan.SiloCores;
        }
    }

    [Fact]
    public void A_tenant_fits_into_a_cell() =>
        Assert.True(Figures.SessionsPerTenant.Value <= Figures.CellSessions.Value * 0.1);
}
