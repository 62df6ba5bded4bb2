using System.Text.Json;
using SessionService.Chaos;
using SessionService.Chaos.Scenarios;

Settings settings = Settings.Read(args);
Scenario[] chosen = [.. ScenarioList.All.Where(scenario => settings.Only.Count == 0 || settings.Only.Contains(scenario.Name))];
if (chosen.Length == 0 || settings.Only.Any(name => ScenarioList.All.All(scenario => scenario.Name != name)))
{
    await Console.Error.WriteLineAsync($"Scenarios are {string.Join(", ", ScenarioList.All.Select(scenario => scenario.Name))}.");
    return 2;
}

Directory.CreateDirectory(settings.Folder);
List<Result> results = [];
List<string> failures = [];
foreach (Scenario scenario in chosen)
{
    Settings own = settings with { Folder = Path.Combine(settings.Folder, scenario.Name) };
    if (Directory.Exists(own.Folder))
    {
        Directory.Delete(own.Folder, recursive: true);
    }

    Directory.CreateDirectory(own.Folder);
    try
    {
        Result result = await Runner.RunAsync(scenario, own);
        results.Add(result);
        failures.AddRange(result.Failures.Select(failure => $"{scenario.Name}: {failure}"));
        await Console.Error.WriteLineAsync(Table.Of([result]).Split('\n')[2]);
        await File.WriteAllTextAsync(Path.Combine(own.Folder, "result.json"), JsonSerializer.Serialize(result));
    }
    catch (InvalidOperationException fault)
    {
        failures.Add($"{scenario.Name}: {fault.Message}");
    }
}

string table = Table.Of(results);
await File.WriteAllTextAsync(Path.Combine(settings.Folder, "table.md"), table);
Console.WriteLine(table);
failures.ForEach(failure => Console.Error.WriteLine("FAILED " + failure));
return failures.Count == 0 ? 0 : 1;
