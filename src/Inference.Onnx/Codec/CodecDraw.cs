using SessionService.Inference.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Sampling;
using SessionService.Music.Random;

namespace SessionService.Inference.Onnx.Codec;

/// <summary>
/// Chooses codes from scores: classifier-free guidance (Ho and Salimans, 2022), then the likeliest few, then a draw that is keyed by
/// seed, stream, frame and codebook, so that neither the batch nor the place in the sequence matters.
/// </summary>
internal sealed class CodecDraw(CodecShape shape, CodecRows rows)
{
    private readonly TopKSampler sampler = new(shape.CodebookSize);
    private readonly float[] guided = new float[shape.CodebookSize];

    /// <summary>Chooses the code of one codebook.</summary>
    /// <param name="row">The step, as it was described.</param>
    /// <param name="book">The codebook.</param>
    /// <param name="told">Scores with the style.</param>
    /// <param name="untold">Scores without; the same ones where there are no others.</param>
    /// <returns>The code; NaN where a score is no number.</returns>
    public float Choose(ReadOnlySpan<long> row, int book, ReadOnlySpan<float> told, ReadOnlySpan<float> untold)
    {
        float guidance = (float)rows.Guidance(row);
        for (int i = 0; i < guided.Length; i++)
        {
            guided[i] = untold[i] + (guidance * (told[i] - untold[i]));
        }

        int frame = (int)(rows.Step(row) - shape.Delays[book]);
        double draw = CounterRandom.For(rows.Seed(row), rows.Stream(row), frame, book).NextDouble();
        int code = sampler.Sample(guided, rows.Temperature(row), rows.TopK(row), draw);
        return code < 0 ? float.NaN : code;
    }
}
