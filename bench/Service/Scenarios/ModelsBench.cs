using System.Globalization;
using System.Text.Json.Nodes;
using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Music.Composition;
using SessionService.Sessions.Engine;

namespace SessionService.Bench.Service.Scenarios;

/// <summary>
/// The same as <see cref="SessionsBench"/> with scenes that have bass and lead both, first written by rules, then by a score model on the same core.
/// Bars that the rules had to write in the model's place are told, and are no miss.
/// </summary>
internal static class ModelsBench
{
    private static readonly (string Map, string Scene)[] Scenes = [("examples/game.json", "explore"), ("examples/shop.json", "cart")];

    public static async Task<IReadOnlyList<Row>> RunAsync(Arguments arguments)
    {
        ModelPackage package = ModelPackage.Read(arguments.Text("--model", "models/score-preview"), PackageTrust.Any);
        using OnnxScoreWriter writer = OnnxScoreWriter.Load(package, new OnnxOptions(), new RuleComposer(), TimeProvider.System);
        LiveLoad rules = new() { Maps = [.. Scenes.Select(one => Beginning(one.Map, one.Scene))] };
        LiveLoad models = new() { Maps = rules.Maps, Writer = writer };
        if (arguments.Int("--at", 0) is > 0 and var sessions)
        {
            return [await AtAsync("rules", rules, sessions, arguments), await AtAsync("a model", models, sessions, arguments)];
        }

        return
        [
            await SessionsBench.SearchAsync("live sessions on one core, bass and lead by rules in all", rules, arguments, 60, null),
            await SessionsBench.SearchAsync("live sessions on one core, bass and lead by a model in all", models, arguments, 60, null),
        ];
    }

    // What a session costs, where the machine is not one's own: processor time does not depend on who else is on it as much as deadlines do.
    private static async Task<Row> AtAsync(string who, LiveLoad load, int sessions, Arguments arguments)
    {
        Rehearsal.Run(new RuleComposer(), CancellationToken.None);
        LiveLoad.Result result = await load.RunAsync(sessions, arguments.Int("--seconds", 12));
        double cost = result.CpuShare * 1000 / sessions;
        string measured = string.Create(
            CultureInfo.InvariantCulture, $"{cost:0.0} ms of a core per session and second at {sessions} sessions, {result.Misses} misses{result.Models}");
        return new Row($"live session, bass and lead by {who}", cost, measured, null, MoreIsBetter: false, "ms");
    }

    private static string Beginning(string map, string scene)
    {
        JsonNode document = JsonNode.Parse(File.ReadAllText(map))!;
        document["start"] = scene;
        return document.ToJsonString();
    }
}
