using System.Globalization;
using SessionService.Bench.Scale.Model;
using SessionService.Bench.Scale.Simulation;
using static SessionService.Bench.Scale.Tables.Markdown;

namespace SessionService.Bench.Scale.Tables;

/// <summary>The tables of docs/scale.md.</summary>
public static class Pages
{
    /// <summary>Where every number comes from.</summary>
    public static string FigureTable() => Table(
        ["what", "value", "origin", "where from"],
        Figures.All.Select(f => (IReadOnlyList<string>)
            [f.Name, Value(f), f.From.ToString().ToLowerInvariant(), f.From is Provenance.Measured or Provenance.Code ? $"`{f.Source}`" : f.Source]));

    /// <summary>What follows for one silo, session or listener.</summary>
    public static string ModelTable() => Table(["what follows", "formula", "value"],
    [
        ["processor time of a session", "share × 1000 / sessions per core", $"{Number(CapacityModel.CpuMsPerSessionSecond)} ms/s"],
        ["cost of game, shop, reading against their mean", "1 / speed", string.Join(", ", CapacityModel.Weights.Select(Number))],
        ["limit of a silo", "sessions per core × cores", $"{Number(CapacityModel.SiloLimit)} sessions"],
        ["fill that survives a zone", "(zones − 1) / zones", Percent(CapacityModel.ZoneTarget)],
        ["fill that survives doubled arrivals", "1 / (2 − e^(−reaction / stay))", Percent(CapacityModel.CrowdTarget)],
        ["ceiling", "the lesser × (1 − unevenness)", Percent(CapacityModel.Ceiling)],
        ["set point of the autoscaler", "ceiling / (1 + tolerance)", Percent(CapacityModel.SetPoint)],
        ["sessions of a silo at the set point", "limit × set point", Number(CapacityModel.SiloSessions)],
        ["sessions of a core at the set point", "sessions per core × set point", Number(Figures.SessionsPerCore.Value * CapacityModel.SetPoint)],
        ["bytes of a listener", "bit rate / 8 + frames × headers", $"{Number(CapacityModel.BytesPerListenerSecond)} bytes/s"],
        ["store writes of a playing session", "2 / reserved seconds + commands", $"{Number(CapacityModel.WritesPerSession)} /s"],
        ["calls between nodes of a session, at most", "frames + commands", $"{Number(CapacityModel.CallsPerSession)} /s"],
        ["sessions one embedded store can write for", "entries / writes", Number(Figures.StoreEntries.Value / CapacityModel.WritesPerSession)],
        ["a silo's loss is found after", "missed probes × probe", $"{Number(CapacityModel.DetectionSeconds)} s"],
    ]);

    /// <summary>From a thousand sessions to the plan.</summary>
    public static string PlanTable()
    {
        Plan[] plans = [new(1_000), new(10_000), new(100_000), new(Figures.PlanSessions.Value)];
        IReadOnlyList<string> Row(string name, Func<Plan, double> value) => [name, .. plans.Select(p => Number(value(p)))];
        return Table(["sessions at the peak", .. plans.Select(p => Whole(p.Sessions))],
        [
            Row("cells", p => p.Cells),
            Row("silos", p => p.Silos),
            Row("cores of silos", p => p.SiloCores),
            Row("of them, cores that would do with nothing to spare", p => p.BareCores),
            Row("cores of front ends", p => p.FrontEndCores),
            Row("Gbit/s to listeners", p => p.Gbps),
            Row("Gbit/s from silos to front ends", p => p.InnerGbps),
            Row("store writes/s", p => p.Writes),
            Row("calls between nodes/s, at most", p => p.Calls),
            Row("core hours of silos a day, following the curve", p => p.CoreHoursPerDay),
            Row("cores of silos where the other regions take a lost one's", p => p.SiloCoresForRegion),
        ]);
    }

    /// <summary>The runs, beside what the model says of them.</summary>
    /// <param name="sessions">Sessions of the cell.</param>
    public static string SimulationTable(double sessions) => Table(
        ["run", "what", "model", "simulated"], Scenarios.All(sessions).SelectMany(Rows));

    private static IEnumerable<IReadOnlyList<string>> Rows(Scenario scenario)
    {
        Outcome outcome = CellSimulation.Run(scenario.Settings);
        bool first = true;
        foreach ((string what, string model, string simulated) in Comparison.Of(scenario.Settings, outcome))
        {
            yield return [first ? scenario.Name : "", what, model, simulated];
            first = false;
        }
    }

    private static string Value(Figure figure)
    {
        bool share = figure.Unit.Length == 0 && figure.Value < 1;
        string unit = figure.Unit.Length == 0 ? "" : " " + figure.Unit;
        return share || figure.Unit.StartsWith("of ", StringComparison.Ordinal)
            ? Percent(figure.Value) + unit
            : figure.Value.ToString("#,0.##", CultureInfo.InvariantCulture) + unit;
    }

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
