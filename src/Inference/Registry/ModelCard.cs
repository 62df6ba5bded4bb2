using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SessionService.Inference.Registry;

/// <summary>What a package's <c>model.json</c> says to people, read leniently: what is missing is left out.</summary>
public sealed record ModelCard
{
    private const string Played = "model, all rules";

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Version.</summary>
    public required string Version { get; init; }

    /// <summary>Licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>What else is to be known of the licence; may be empty.</summary>
    public required string LicenceNote { get; init; }

    /// <summary>Lines that go with every copy.</summary>
    public required IReadOnlyList<string> Attribution { get; init; }

    /// <summary>What it was measured to play, under the rules that a host applies, by the name of the measure.</summary>
    public required IReadOnlyDictionary<string, double> Measures { get; init; }

    /// <summary>The whole card as Markdown.</summary>
    public required string Markdown { get; init; }

    /// <summary>Reads a card.</summary>
    /// <param name="manifest">The bytes of a <c>model.json</c> that was checked when it was added.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static ModelCard Read(ReadOnlyMemory<byte> manifest)
    {
        using JsonDocument document = JsonDocument.Parse(manifest);
        JsonElement root = document.RootElement;
        JsonElement licence = Get(root, "licence");
        return new ModelCard
        {
            Name = Text(root, "name"),
            Version = Text(root, "version"),
            Licence = Text(licence, "weights"),
            LicenceNote = Text(licence, "note"),
            Attribution = [.. List(root, "attribution").Select(line => line.ToString())],
            Measures = MeasuresOf(Get(root, "evaluation")),
            Markdown = Write(root),
        };
    }

    private static Dictionary<string, double> MeasuresOf(JsonElement evaluation)
    {
        Dictionary<string, double> measures = new(StringComparer.Ordinal);
        int column = List(evaluation, "columns").Select(name => name.ToString()).ToList().IndexOf(Played);
        foreach (JsonElement row in column < 0 ? [] : List(evaluation, "measures"))
        {
            JsonElement value = List(row, "values").ElementAtOrDefault(column);
            if (value.ValueKind == JsonValueKind.Number)
            {
                measures[Text(row, "measure")] = value.GetDouble();
            }
        }

        return measures;
    }

    private static string Write(JsonElement root)
    {
        StringBuilder card = new();
        card.Append(CultureInfo.InvariantCulture, $"# {Text(root, "name")} {Text(root, "version")}\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Task `{Text(root, "task")}`, {Number(Get(root, "parameters"))} parameters. ");
        card.Append(CultureInfo.InvariantCulture, $"Needs ONNX Runtime {Text(Get(root, "minimumRuntime"), "onnxruntime")} or later.\n\n## Licence\n\n");
        card.Append(CultureInfo.InvariantCulture, $"Weights: {Text(Get(root, "licence"), "weights")}. {Text(Get(root, "licence"), "note")}\n");
        foreach (JsonElement line in List(root, "attribution"))
        {
            card.Append(CultureInfo.InvariantCulture, $"\n- {line}");
        }

        WriteTraining(card, Get(root, "training"));
        WriteEvaluation(card, Get(root, "evaluation"));
        return card.ToString();
    }

    private static void WriteTraining(StringBuilder card, JsonElement training)
    {
        card.Append(CultureInfo.InvariantCulture,
            $"\n\n## Training\n\nCode {Text(training, "code")}, seed {Number(Get(training, "seed"))}, {Number(Get(training, "steps"))} steps, {Number(Get(training, "tokensSeen"))} tokens seen.\n");
        if (Get(training, "parent") is { ValueKind: JsonValueKind.Object } parent)
        {
            string from = parent.TryGetProperty("package", out JsonElement package) ? package.ToString() : "a checkpoint";
            card.Append(CultureInfo.InvariantCulture, $"\nIt began as {from}, which had seen {Number(Get(parent, "tokensSeen"))} tokens.\n");
        }

        JsonElement[] sources = List(Get(training, "data"), "sources");
        if (sources.Length > 0)
        {
            card.Append("\n| source | licence | pieces |\n|---|---|---|\n");
        }

        foreach (JsonElement source in sources)
        {
            card.Append(CultureInfo.InvariantCulture, $"| {Text(source, "source")} | {Text(source, "licence")} | {Number(Get(source, "pieces"))} |\n");
        }
    }

    private static void WriteEvaluation(StringBuilder card, JsonElement evaluation)
    {
        card.Append("\n## Evaluation\n\n");
        string[] columns = [.. List(evaluation, "columns").Select(name => name.ToString())];
        if (columns.Length == 0)
        {
            card.Append("None was stored.\n");
            return;
        }

        card.Append(CultureInfo.InvariantCulture, $"| measure | {string.Join(" | ", columns)} |\n|---|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (JsonElement row in List(evaluation, "measures"))
        {
            card.Append(CultureInfo.InvariantCulture, $"| {Text(row, "measure")} | {string.Join(" | ", List(row, "values").Select(Number))} |\n");
        }

        foreach (JsonElement note in List(evaluation, "notes"))
        {
            card.Append(CultureInfo.InvariantCulture, $"\n- {note}");
        }
    }

    private static JsonElement Get(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out JsonElement value) ? value : default;

    private static string Text(JsonElement of, string name) =>
        Get(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static JsonElement[] List(JsonElement of, string name) =>
        Get(of, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    private static string Number(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble().ToString("0.###", CultureInfo.InvariantCulture)
        : "-";
}
