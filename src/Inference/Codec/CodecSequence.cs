using SessionService.Inference.Packages;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Codec;

/// <summary>
/// Frames of an audio-token model as a sequence of the scheduler: the frames before as its prompt, then a step for each frame and for
/// each step that the last codebook is late. Row 0 has no codes; codebook k of frame t stands in row 1 + t + its delay (the pattern
/// of Copet et al., "Simple and controllable music generation", NeurIPS 2023). With a delay of 0 for all, a row is a frame.
/// </summary>
public sealed class CodecSequence : ISequence
{
    private readonly CodecShape shape;
    private readonly CodecRows rows;
    private readonly CodecTask task;
    private readonly int known;
    private readonly int total;
    private readonly int[] codes;

    /// <summary>A sequence.</summary>
    /// <param name="shape">Frames and codes of the model.</param>
    /// <param name="task">What is written.</param>
    /// <exception cref="ArgumentException">The task has no frame, or its history or style are not the model's.</exception>
    public CodecSequence(CodecShape shape, CodecTask task)
    {
        if (task.Frames < 1 || task.FirstFrame < 0 || task.TopK < 1 || task.Style.Length != shape.StyleWidth
            || task.History.Length % shape.Codebooks != 0 || task.History.Span.ContainsAnyExceptInRange((ushort)0, (ushort)(shape.CodebookSize - 1)))
        {
            throw new ArgumentException("Frames, whole frames of known codes before them, and the model's numbers of style were expected.", nameof(task));
        }

        (this.shape, this.task) = (shape, task);
        rows = new CodecRows(shape);
        known = task.History.Length / shape.Codebooks;
        total = known + task.Frames + shape.LongestDelay;
        codes = new int[total * shape.Codebooks];
        for (int i = 0; i < task.History.Length; i++)
        {
            codes[i] = task.History.Span[i];
        }
    }

    /// <inheritdoc/>
    public int StepsLeft => total - Position;

    /// <inheritdoc/>
    public int Position { get; private set; }

    /// <inheritdoc/>
    public int Ahead => Math.Max(0, known - Position);

    /// <summary>Rows that a sequence with so much history and so many frames has.</summary>
    public static int RowsOf(CodecShape shape, int history, int frames) => history + frames + shape.LongestDelay;

    /// <summary>The frames that were written, frame after frame; whole once the sequence is done.</summary>
    public ushort[] Written()
    {
        ushort[] written = new ushort[task.Frames * shape.Codebooks];
        for (int i = 0; i < written.Length; i++)
        {
            written[i] = (ushort)codes[(known * shape.Codebooks) + i];
        }

        return written;
    }

    /// <inheritdoc/>
    public void Write(Span<long> rows)
    {
        int width = this.rows.Width;
        for (int i = 0; i < rows.Length / width; i++)
        {
            Span<long> row = rows.Slice(i * width, width);
            int place = Position + i;
            for (int book = 0; book < shape.Codebooks; book++)
            {
                int frame = place - 1 - shape.Delays[book];
                row[book] = frame < 0 ? shape.None : codes[(frame * shape.Codebooks) + book];
            }

            this.rows.Describe(row, task.FirstFrame - known + place, task);
        }
    }

    /// <inheritdoc/>
    public void Advance(int tokens) => Position += tokens;

    /// <inheritdoc/>
    /// <remarks>What a codec model answers is the code of each codebook, as numbers; one that is none says that its scores were none.</remarks>
    public SequenceStep Accept(Span<float> logits)
    {
        for (int book = 0; book < shape.Codebooks; book++)
        {
            int frame = Position - shape.Delays[book];
            if (frame < known)
            {
                continue;
            }

            if (!(logits[book] >= 0 && logits[book] < shape.CodebookSize))
            {
                return SequenceStep.Invalid;
            }

            codes[(frame * shape.Codebooks) + book] = (int)logits[book];
        }

        Position++;
        return Position == total ? SequenceStep.Done : SequenceStep.Continues;
    }

    /// <inheritdoc/>
    public void Restart() => Position = 0;
}
