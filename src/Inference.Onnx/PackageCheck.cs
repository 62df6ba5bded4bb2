using System.Text.Json;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx;

/// <summary>Whether a loaded model says what its package has stored that it says: once token by token, once with a prompt.</summary>
public static class PackageCheck
{
    /// <summary>Runs the stored sequences.</summary>
    /// <param name="package">The package.</param>
    /// <param name="model">Its model; slots 0 and 1 are used.</param>
    /// <returns>The largest difference between a score and the stored one.</returns>
    /// <exception cref="PackageException">A score differs by more than the package's own tolerance, or is no number.</exception>
    public static double Require(ModelPackage package, OnnxStepModel model)
    {
        using JsonDocument vectors = JsonDocument.Parse(package.Content("vectors"));
        ReadOnlySpan<byte> data = package.Content("vectors-data").Span;
        double tolerance = vectors.RootElement.GetProperty("tolerance").GetDouble();
        double worst = 0;
        int number = 0;
        foreach (JsonElement one in vectors.RootElement.GetProperty("cases").EnumerateArray())
        {
            long[] rows = [.. one.GetProperty("rows").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetInt64())];
            JsonElement scores = one.GetProperty("scores");
            int tokens = Math.Min(rows.Length / model.RowWidth, model.Context);
            float[] expected = StoredNumbers.Read(data[scores.GetProperty("offset").GetInt32()..], tokens * model.Vocabulary);
            double difference = Math.Max(Steps(model, rows, tokens, expected), Prompt(model, rows, tokens, expected));
            if (!(difference <= tolerance))
            {
                throw new PackageException(
                    package.Folder, $"its scores for stored sequence {number} differ by {difference:g3}; at most {tolerance:g3} was expected.");
            }

            worst = Math.Max(worst, difference);
            number++;
        }

        return number > 0 ? worst : throw new PackageException(package.Folder, "it has no stored sequence to check it by.");
    }

    private static double Steps(OnnxStepModel model, long[] rows, int tokens, float[] expected)
    {
        float[] logits = new float[model.Vocabulary];
        double worst = 0;
        for (int i = 0; i < tokens; i++)
        {
            model.Step([0], rows.AsSpan(i * model.RowWidth, model.RowWidth), [i], model.Costs.SizeFor(1), logits);
            worst = StoredNumbers.Worse(worst, StoredNumbers.Difference(logits, expected.AsSpan(i * model.Vocabulary, model.Vocabulary)));
        }

        return worst;
    }

    private static double Prompt(OnnxStepModel model, long[] rows, int tokens, float[] expected)
    {
        int place = 0;
        while (place < tokens - 1)
        {
            int piece = Math.Min(model.PrefillLimit, tokens - 1 - place);
            model.Prefill(1 % model.Slots, rows.AsSpan(place * model.RowWidth, piece * model.RowWidth), place);
            place += piece;
        }

        float[] logits = new float[model.Vocabulary];
        model.Step([1 % model.Slots], rows.AsSpan(place * model.RowWidth, model.RowWidth), [place], model.Costs.SizeFor(1), logits);
        return StoredNumbers.Difference(logits, expected.AsSpan(place * model.Vocabulary, model.Vocabulary));
    }
}
