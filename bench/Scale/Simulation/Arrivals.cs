using SessionService.Bench.Scale.Model;
using SessionService.Music.Random;

namespace SessionService.Bench.Scale.Simulation;

/// <summary>
/// When visitors come, how long they stay and what they hear. Arrivals are a Poisson process whose rate changes, by thinning
/// (Lewis and Shedler, "Simulation of nonhomogeneous Poisson processes by thinning", 1979).
/// </summary>
internal sealed class Arrivals(CellSettings settings)
{
    private readonly double stay = Figures.StaySeconds.Value;
    private CounterRandom times = CounterRandom.For(settings.Seed, 1, 0, 0);
    private CounterRandom visits = CounterRandom.For(settings.Seed, 2, 0, 0);

    /// <summary>Arrivals a second at a time.</summary>
    public double RateAt(double time)
    {
        double day = settings.Day ? 1 + (Figures.DaySwing.Value * Math.Sin(2 * Math.PI * time / 86_400)) : 1;
        return settings.MeanSessions / stay * day * (time >= settings.CrowdAt ? settings.CrowdFactor : 1);
    }

    /// <summary>The next arrival after a time.</summary>
    public double Next(double after)
    {
        double most = settings.MeanSessions / stay * (settings.Day ? 1 + Figures.DaySwing.Value : 1)
            * (double.IsFinite(settings.CrowdAt) ? Math.Max(1, settings.CrowdFactor) : 1);
        double time = after;
        do
        {
            time -= Math.Log(1 - times.NextDouble()) / most;
        }
        while (times.NextDouble() * most >= RateAt(time));

        return time;
    }

    /// <summary>How long the next visitor stays.</summary>
    public double Stay() => -Math.Log(1 - visits.NextDouble()) * stay;

    /// <summary>What the next visitor's session costs against the mean.</summary>
    public double Weight() => CapacityModel.Weights[visits.Next(CapacityModel.Weights.Count)];
}
