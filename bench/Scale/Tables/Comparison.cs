using System.Globalization;
using SessionService.Bench.Scale.Model;
using SessionService.Bench.Scale.Simulation;
using static SessionService.Bench.Scale.Tables.Markdown;

namespace SessionService.Bench.Scale.Tables;

/// <summary>What the model says of a run, and what came of it.</summary>
internal static class Comparison
{
    /// <summary>The rows of one run.</summary>
    public static IEnumerable<(string What, string Model, string Simulated)> Of(CellSettings settings, Outcome outcome)
    {
        if (settings.Day)
        {
            double omega = 2 * Math.PI / 86_400;
            double turn = omega * Figures.StaySeconds.Value;
            double peak = settings.MeanSessions * (1 + (Figures.DaySwing.Value / Math.Sqrt(1 + (turn * turn))));
            double ideal = settings.MeanSessions * 24 / (Figures.SessionsPerCore.Value * CapacityModel.SetPoint);
            yield return ("mean sessions", Number(settings.MeanSessions), Number(outcome.Mean));
            yield return ("peak sessions", Number(peak), Number(outcome.Peak));
            yield return ("core hours", Number(ideal), Number(outcome.CoreHours));
            yield return ("silos, least to most", "–", $"{outcome.LeastSilos} to {outcome.MostSilos}");
        }

        if (settings.Loss is not null)
        {
            int survivors = settings.Silos - LostSilos(settings);
            double lost = settings.MeanSessions * LostSilos(settings) / settings.Silos;
            double pressure = settings.MeanSessions / (settings.Silos * CapacityModel.SiloLimit);
            double after = settings.MeanSessions / (survivors * CapacityModel.SiloLimit);
            yield return ("sessions displaced", Number(lost), Number(outcome.Displaced));
            yield return ("longest silence", $"{Seconds(CapacityModel.RecoverySeconds(lost, survivors, pressure))} and more", Seconds(outcome.LongestSilence));
            yield return ("fill afterwards, mean by the model, highest in the run", Percent(after), Percent(outcome.PeakPressure));
        }
        else
        {
            yield return ("highest fill of a silo", "–", Percent(outcome.PeakPressure));
        }

        if (double.IsFinite(settings.UpgradeAt))
        {
            double waves = Math.Ceiling((double)settings.Silos / settings.Surge);
            double wave = settings.StartSeconds + Figures.BarSeconds.Value;
            yield return ("time to replace all", Seconds(waves * wave), Seconds(outcome.UpgradedAt - settings.UpgradeAt));
            yield return ("handed over at a bar line, per session", "1 and more", Number(outcome.Migrated / settings.MeanSessions));
            yield return ("silos replaced", Number(settings.Silos), Number(outcome.Replaced));
        }

        yield return ("session seconds above a silo's limit", "0", Percent(outcome.MissedShare));
        yield return ("sessions lost", "0", Number(Lost(outcome)));
    }

    /// <summary>Silos of zone 0 that a run takes away.</summary>
    internal static int LostSilos(CellSettings settings) =>
        Math.Min(settings.Loss!.Silos, (settings.Silos + settings.Zones - 1) / settings.Zones);

    // Who came and neither left nor is there any more.
    private static long Lost(Outcome o) => o.Started + o.Arrived - o.Left - o.Playing - o.Waiting;

    private static string Seconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
