using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SessionService.Bench.Service;

/// <summary>Keeps what was measured as JSON and prints it as a Markdown table.</summary>
internal sealed record Report(string Name, Machine Machine, IReadOnlyList<Row> Rows)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    // The order in which people ask.
    private static readonly string[] Order = ["speed", "ack", "sound", "sessions", "models", "held", "listeners"];

    /// <summary>Folder of the kept reports, below the current folder.</summary>
    public static string Folder { get; } = Path.Combine("artifacts", "bench");

    /// <summary>Keeps it, in place of the last one of its name.</summary>
    public void Save()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, Name + ".json"), JsonSerializer.Serialize(this, Json));
    }

    /// <summary>All kept reports as one table, with the machines they come from.</summary>
    public static string Table()
    {
        List<Report> reports = [];
        foreach (string name in Order)
        {
            string path = Path.Combine(Folder, name + ".json");
            if (File.Exists(path))
            {
                reports.Add(JsonSerializer.Deserialize<Report>(File.ReadAllText(path), Json)!);
            }
        }

        StringBuilder text = new(Table(reports.SelectMany(r => r.Rows)));
        foreach (IGrouping<string, Report> machine in reports.GroupBy(r => Describe(r.Machine), StringComparer.Ordinal))
        {
            text.Append('\n').Append(string.Join(", ", machine.Select(r => r.Name))).Append(": ").Append(machine.Key).Append(".\n");
        }

        return text.ToString();
    }

    /// <summary>Rows as a table.</summary>
    public static string Table(IEnumerable<Row> rows)
    {
        StringBuilder text = new("| what | measured | to hold | held |\n|---|---|---|---|\n");
        foreach (Row row in rows)
        {
            string bar = row.Bar is { } b ? string.Create(CultureInfo.InvariantCulture, $"{(row.MoreIsBetter ? "≥" : "≤")} {b:0.##} {row.Unit}") : "–";
            string held = row.Held switch { true => "yes", false => "**no**", null => "–" };
            text.Append(CultureInfo.InvariantCulture, $"| {row.What} | {row.Measured} | {bar} | {held} |\n");
        }

        return text.ToString();
    }

    private static string Describe(Machine m) => string.Create(
        CultureInfo.InvariantCulture, $"{m.Cpu}, {m.Cores} logical processors, {m.System}, .NET {m.Runtime}, commit {m.Commit}");
}
