using SessionService.Bench.Service;
using SessionService.Bench.Service.Scenarios;

// Usage: dotnet run -c Release --project bench/Service -- speed | ack | sound | sessions | models | listeners | table
Func<Arguments, Task<IReadOnlyList<Row>>>? scenario = null;
string name = args.Length > 0 ? args[0] : "";
string[] options = [];
switch (name)
{
    case "speed":
        (scenario, options) = (SpeedBench.RunAsync, ["--seconds"]);
        break;
    case "ack":
        (scenario, options) = (AckBench.RunAsync, ["--events"]);
        break;
    case "sound":
        (scenario, options) = (SoundBench.RunAsync, ["--events"]);
        break;
    case "sessions":
        (scenario, options) = (SessionsBench.RunAsync, ["--seconds", "--confirm", "--from"]);
        break;
    case "models":
        (scenario, options) = (ModelsBench.RunAsync, ["--seconds", "--confirm", "--from", "--model", "--at"]);
        break;
    case "listeners":
        (scenario, options) = (ListenersBench.RunAsync, ["--seconds", "--most", "--step"]);
        break;
    case "table":
        Console.Write(Report.Table());
        return 0;
}

if (scenario is null)
{
    Console.Error.WriteLine("usage: speed | ack | sound | sessions | models | listeners [options], then: table");
    return 2;
}

try
{
    Report report = new(name, Machine.Here(), await scenario(new Arguments(args.AsSpan(1), options)));
    report.Save();
    Console.Write(Report.Table(report.Rows));
    return 0;
}
catch (Exception fault) when (fault is FormatException or InvalidOperationException)
{
    Console.Error.WriteLine(fault.Message);
    return fault is FormatException ? 2 : 1;
}
