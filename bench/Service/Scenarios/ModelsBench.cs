using System.Text.Json.Nodes;
using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Music.Composition;

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
        return
        [
            await SessionsBench.SearchAsync("live sessions on one core, bass and lead by rules in all", rules, arguments, 60, null),
            await SessionsBench.SearchAsync("live sessions on one core, bass and lead by a model in all", models, arguments, 60, null),
        ];
    }

    private static string Beginning(string map, string scene)
    {
        JsonNode document = JsonNode.Parse(File.ReadAllText(map))!;
        document["start"] = scene;
        return document.ToJsonString();
    }
}
