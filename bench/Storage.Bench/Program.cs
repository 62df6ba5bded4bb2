using System.Globalization;
using SessionService.Storage.Bench;

// write FOLDER: appends for ever and prints what was acknowledged; the crash test kills it.
// archive FOLDER STEP: moves logs into blobs and stops at a step for ever; the crash test kills it.
// rate FOLDER [SESSIONS] [SECONDS]: appends from many sessions at once and prints rate and latency.
switch (args)
{
    case ["write", string folder]:
        await AcknowledgedWriter.RunAsync(folder, Console.Out);
        return 0;
    case ["archive", string folder, string step]:
        await ArchiveSteps.RunAsync(folder, step, Console.Out);
        return 0;
    case ["rate", string folder, ..]:
        int sessions = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 50;
        int seconds = args.Length > 3 ? int.Parse(args[3], CultureInfo.InvariantCulture) : 5;
        Console.WriteLine(await AppendRate.MeasureAsync(folder, sessions, TimeSpan.FromSeconds(seconds)));
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: write FOLDER | archive FOLDER STEP | rate FOLDER [SESSIONS] [SECONDS]");
        return 2;
}
