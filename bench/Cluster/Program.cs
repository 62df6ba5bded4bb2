using System.Globalization;
using SessionService.Bench.Cluster;
using SessionService.Bench.Service;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;

// silo PORT GATEWAY PRIMARY DATA WAY is how this program starts its own silos. Otherwise:
// [--sessions N] [--seconds N] [--warm-up N] [plain|loss], both without a word; plain [process] [bundles] [enumeration]
// [stream] only these, all without a word; load [--from N] [--seconds N] [--warm-up N] [process] [bundles] [enumeration] [stream] searches for what is held.
if (args is ["silo", var port, var gateway, var primary, var data, var fed])
{
    await SiloNode.RunAsync(Number(port), Number(gateway), Number(primary), data, Enum.Parse<Way>(fed));
    return;
}

int sessions = Option("--sessions", 8);
var length = TimeSpan.FromSeconds(Option("--seconds", 20));
var warmUp = TimeSpan.FromSeconds(Option("--warm-up", args.Contains("load") ? 30 : 1));
string map = await File.ReadAllTextAsync(Path.Combine(Root(), "examples", "shop.json"));
string[] only = [.. args.Intersect(["process", "bundles", "enumeration", "stream"])];
Console.WriteLine($"{Machine.Here()}; load before: {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}\n");
if (args.Contains("load"))
{
    Rehearsal.Run(new RuleComposer(), CancellationToken.None);
    await new LoadTable(length, warmUp, Option("--from", 40), map, only).PrintAsync();
    return;
}

var runs = new Runs(sessions, length, TimeSpan.FromMilliseconds(400), warmUp, map);
Console.WriteLine($"{sessions} sessions, {length.TotalSeconds} s a run\n\n{Measured.Header}");
if (!args.Contains("loss"))
{
    if (only.Length == 0 || only.Contains("process"))
    {
        Console.WriteLine(await runs.LocalAsync());
    }

    foreach (Way way in Enum.GetValues<Way>().Where(way => only.Length == 0 || only.Contains(way.ToString(), StringComparer.OrdinalIgnoreCase)))
    {
        Console.WriteLine(await runs.ClusterAsync($"1 silo, {way}", 1, way));
    }
}

if (!args.Contains("plain"))
{
    foreach (Way way in Enum.GetValues<Way>())
    {
        Console.WriteLine(await runs.ClusterAsync($"3 silos, one stops, {way}", 3, way, silos => TakeAway(silos, silo => silo.StopAsync())));
        Console.WriteLine(await runs.ClusterAsync($"3 silos, one is killed, {way}", 3, way, silos => TakeAway(silos, silo =>
        {
            silo.Kill();
            return Task.CompletedTask;
        })));
    }
}

Console.WriteLine($"\nload after: {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}");

// Not the first: it keeps the list of silos.
static Task TakeAway(List<SiloProcess> silos, Func<SiloProcess, Task> end)
{
    SiloProcess last = silos[^1];
    silos.Remove(last);
    return end(last);
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

int Option(string name, int standard)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? Number(args[at + 1]) : standard;
}

static string Root()
{
    string folder = AppContext.BaseDirectory;
    while (!Directory.Exists(Path.Combine(folder, "examples")))
    {
        folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no folder 'examples' above.");
    }

    return folder;
}
