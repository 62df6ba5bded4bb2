using SessionService.Inference.Packages;

namespace SessionService.Inference.Codec;

/// <summary>
/// How a step of an audio-token model is described: its codes, then what they are to be drawn by, then the style. All a step
/// depends on is in its row, so that the scheduler needs to know nothing of codecs.
/// </summary>
/// <param name="shape">Frames and codes of the model.</param>
public sealed class CodecRows(CodecShape shape)
{
    private const int Settings = 6;

    /// <summary>Numbers of a row.</summary>
    public int Width => shape.Codebooks + Settings + shape.StyleWidth;

    /// <summary>Codes of a row.</summary>
    public ReadOnlySpan<long> Codes(ReadOnlySpan<long> row) => row[..shape.Codebooks];

    /// <summary>Writes all but the codes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="step">Step since the stream began: codebook k writes the frame of this number less its delay.</param>
    /// <param name="task">What is written.</param>
    public void Describe(Span<long> row, long step, CodecTask task)
    {
        Span<long> settings = row.Slice(shape.Codebooks, Settings);
        settings[0] = step;
        settings[1] = (long)task.Seed;
        settings[2] = task.Stream;
        settings[3] = BitConverter.DoubleToInt64Bits(task.Temperature);
        settings[4] = task.TopK;
        settings[5] = BitConverter.DoubleToInt64Bits(task.Guidance);
        ReadOnlySpan<float> style = task.Style.Span;
        for (int i = 0; i < shape.StyleWidth; i++)
        {
            row[shape.Codebooks + Settings + i] = BitConverter.SingleToInt32Bits(style[i]);
        }
    }

    /// <summary>Step since the stream began.</summary>
    public long Step(ReadOnlySpan<long> row) => row[shape.Codebooks];

    /// <summary>Seed of the stream's draws.</summary>
    public ulong Seed(ReadOnlySpan<long> row) => (ulong)row[shape.Codebooks + 1];

    /// <summary>Number of the stream.</summary>
    public int Stream(ReadOnlySpan<long> row) => (int)row[shape.Codebooks + 2];

    /// <summary>Temperature.</summary>
    public double Temperature(ReadOnlySpan<long> row) => BitConverter.Int64BitsToDouble(row[shape.Codebooks + 3]);

    /// <summary>Codes drawn from.</summary>
    public int TopK(ReadOnlySpan<long> row) => (int)row[shape.Codebooks + 4];

    /// <summary>Guidance.</summary>
    public double Guidance(ReadOnlySpan<long> row) => BitConverter.Int64BitsToDouble(row[shape.Codebooks + 5]);

    /// <summary>Takes the style out.</summary>
    /// <param name="row">The row.</param>
    /// <param name="style">Takes its numbers.</param>
    public void Style(ReadOnlySpan<long> row, Span<float> style)
    {
        for (int i = 0; i < shape.StyleWidth; i++)
        {
            style[i] = BitConverter.Int32BitsToSingle((int)row[shape.Codebooks + Settings + i]);
        }
    }
}
