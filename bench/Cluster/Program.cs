using System.Globalization;
using SessionService.Bench.Cluster;
using SessionService.Bench.Service;

// silo PORT GATEWAY PRIMARY DATA is how this program starts its own silos. Otherwise:
// [--sessions N] [--seconds N] [plain|loss], both without a word.
if (args is ["silo", var port, var gateway, var primary, var data])
{
    await SiloNode.RunAsync(Number(port), Number(gateway), Number(primary), data);
    return;
}

int sessions = Option("--sessions", 8);
var length = TimeSpan.FromSeconds(Option("--seconds", 20));
string map = await File.ReadAllTextAsync(Path.Combine(Root(), "examples", "shop.json"));
var runs = new Runs(sessions, length, map);
Console.WriteLine($"{Machine.Here()}; load before: {(await File.ReadAllTextAsync("/proc/loadavg")).Trim()}; {sessions} sessions, {length.TotalSeconds} s a run\n");
Console.WriteLine(Measured.Header);
if (!args.Contains("loss"))
{
    Console.WriteLine(await runs.LocalAsync());
    Console.WriteLine(await runs.ClusterAsync("1 silo, enumeration", 1, streams: false));
    Console.WriteLine(await runs.ClusterAsync("1 silo, stream in memory", 1, streams: true));
}

if (!args.Contains("plain"))
{
    foreach (bool streams in new[] { false, true })
    {
        string by = streams ? "stream" : "enumeration";
        Console.WriteLine(await runs.ClusterAsync($"3 silos, one stops, {by}", 3, streams, silos => TakeAway(silos, silo => silo.StopAsync())));
        Console.WriteLine(await runs.ClusterAsync($"3 silos, one is killed, {by}", 3, streams, silos => TakeAway(silos, silo =>
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
