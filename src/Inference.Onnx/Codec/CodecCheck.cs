using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using SessionService.Inference.Codec;
using SessionService.Inference.Packages;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>Whether an audio-token model says what its package has stored that it says: scores step by step, and the sound of codes.</summary>
public static class CodecCheck
{
    /// <summary>Runs the stored sequences.</summary>
    /// <param name="package">The package.</param>
    /// <param name="model">Its model; slot 0 is used.</param>
    /// <param name="decoder">Its decoder.</param>
    /// <returns>The largest difference.</returns>
    /// <exception cref="PackageException">Something differs by more than the package's own tolerance, or is no number.</exception>
    public static double Require(ModelPackage package, OnnxCodecModel model, OnnxCodecDecoder decoder)
    {
        try
        {
            using JsonDocument vectors = JsonDocument.Parse(package.Content("vectors"));
            double tolerance = vectors.RootElement.GetProperty("tolerance").GetDouble();
            double worst = 0;
            int number = 0;
            foreach (JsonElement one in vectors.RootElement.GetProperty("cases").EnumerateArray())
            {
                double scores = Scores(package, model, one);
                double sound = Sound(package, decoder, one);
                worst = Math.Max(worst, Math.Max(scores, sound));
                if (!(worst <= tolerance))
                {
                    throw new PackageException(
                        package.Folder, $"stored sequence {number} differs by {scores:g3} in its scores and {sound:g3} in its sound; at most {tolerance:g3} was expected.");
                }

                number++;
            }

            return number > 0 ? worst : throw new PackageException(package.Folder, "it has no stored sequence to check it by.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException
            or IndexOutOfRangeException or OnnxRuntimeException)
        {
            throw new PackageException(package.Folder, $"its stored sequences cannot be run: {fault.Message}", fault);
        }
    }

    private static double Scores(ModelPackage package, OnnxCodecModel model, JsonElement one)
    {
        CodecShape shape = model.Shape;
        long[][] codes = Table(one.GetProperty("codes"));
        long[][] frames = one.TryGetProperty("frames", out JsonElement told) ? Table(told) : codes;
        float[] style = [.. one.GetProperty("style").EnumerateArray().Select(value => value.GetSingle())];
        CodecRows rows = new(shape);
        CodecTask task = new() { Seed = 0, Stream = 0, FirstFrame = 0, Frames = 1, Style = style };
        long[] row = new long[rows.Width];
        float[] scores = new float[shape.Codebooks * shape.CodebookSize];
        int steps = Math.Min(codes.Length, model.Context);
        float[] expected = Stored(package, one.GetProperty("scores"), steps * scores.Length);
        double worst = 0;
        for (int step = 0; step < steps; step++)
        {
            codes[step].CopyTo(row, 0);
            rows.Describe(row, step, task);
            model.Score(row, step, frames[step], scores);
            worst = StoredNumbers.Worse(worst, StoredNumbers.Difference(scores, expected.AsSpan(step * scores.Length, scores.Length)));
        }

        return worst;
    }

    private static double Sound(ModelPackage package, OnnxCodecDecoder decoder, JsonElement one)
    {
        long[][] books = Table(one.GetProperty("decoded"));
        int frames = books[0].Length;
        ushort[] codes = new ushort[frames * books.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = (ushort)books[i % books.Length][i / books.Length];
        }

        float[] sound = decoder.Decode(codes, 0, frames);
        return StoredNumbers.Difference(sound, Stored(package, one.GetProperty("audio"), sound.Length));
    }

    private static long[][] Table(JsonElement rows) =>
        [.. rows.EnumerateArray().Select(row => row.EnumerateArray().Select(value => value.GetInt64()).ToArray())];

    private static float[] Stored(ModelPackage package, JsonElement where, int count) =>
        StoredNumbers.Read(package.Content("vectors-data").Span[where.GetProperty("offset").GetInt32()..], count);
}
