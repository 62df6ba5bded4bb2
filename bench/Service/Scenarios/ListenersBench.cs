using System.Diagnostics;
using System.Globalization;
using SessionService.Bench.Service.Client;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>
/// Listeners of one session on one core: the service is held to one core and sends Opus over loopback sockets to N
/// listeners; those are read on the machine's other cores.
/// </summary>
internal static class ListenersBench
{
    private const string MapFile = "examples/game.json";
    private const int SampleRate = 48_000;

    public static async Task<IReadOnlyList<Row>> RunAsync(Arguments arguments)
    {
        int most = arguments.Int("--most", 2_000);
        int seconds = arguments.Int("--seconds", 15);
        int step = Math.Max(1, arguments.Int("--step", 500));
        Result best = default;
        Result last = default;
        for (int listeners = step; listeners <= most; listeners += step)
        {
            last = await MeasureAsync(listeners, seconds);
            Console.Error.WriteLine(last.ToString());
            if (!last.Clean)
            {
                break;
            }

            best = last;
        }

        string more = last.Clean ? "" : string.Create(CultureInfo.InvariantCulture, $"; {last.Listeners} lost {last.MissingMs:0} ms of audio and {last.Gone} connections");
        string measured = string.Create(
            CultureInfo.InvariantCulture,
            $"{best.Listeners} without a gap in {seconds} s, {best.CpuShare * 100:0} % of the core, {best.MicrosecondsPerListenerSecond:0} µs per listener and second, {best.BytesPerListener / 1000 * 8:0} kb/s each{more}");
        return [new Row("listeners of one session, Opus over sockets, service on one core", best.Listeners, measured, 2_000, MoreIsBetter: true, "listeners")];
    }

    private static async Task<Result> MeasureAsync(int listeners, int seconds)
    {
        await using ServiceProcess service = await ServiceProcess.StartAsync(core: 0);
        using ServiceClient client = new(service);
        string session = await client.CreateSessionAsync(MapFile);
        using RawListeners all = new();
        for (int i = 0; i < listeners; i++)
        {
            await all.AddAsync(service, session, "opus");
            if (i % 20 == 0)
            {
                all.Poll();
            }
        }

        PollFor(all, TimeSpan.FromSeconds(3));
        all.Restart();
        TimeSpan before = service.CpuTime;
        long start = Stopwatch.GetTimestamp();
        PollFor(all, TimeSpan.FromSeconds(seconds));
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double cpu = (service.CpuTime - before).TotalSeconds;

        // Everybody should have got about as much audio as time went by.
        double late = (wall - ((double)all.Samples / listeners / SampleRate)) * 1000;
        return new Result(listeners, listeners - all.Connected, all.MissingSamples * 1000.0 / SampleRate, late, cpu / wall, cpu / wall / listeners * 1e6, all.Bytes / wall / listeners);
    }

    private static void PollFor(RawListeners all, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            all.Poll();
            Thread.Sleep(50);
        }
    }

    private readonly record struct Result(
        int Listeners, int Gone, double MissingMs, double LateMs, double CpuShare, double MicrosecondsPerListenerSecond, double BytesPerListener)
    {
        public bool Clean => Gone == 0 && MissingMs == 0 && LateMs < 300;
    }
}
