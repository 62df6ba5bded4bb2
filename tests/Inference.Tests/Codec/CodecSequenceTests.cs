using SessionService.Inference.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Codec;

/// <summary>Rows and codes of a sequence, without a model: whoever answers here knows which frame and codebook he was asked for.</summary>
public sealed class CodecSequenceTests
{
    private static readonly CodecShape Shape = new(3, 100, 100, [0, 1, 2], 48_000, 2, 1920, 2, 0, 0);

    [Fact]
    public void A_delayed_codebook_is_read_and_written_as_many_steps_later()
    {
        ushort[] history = [10, 20, 30, 11, 21, 31];
        CodecSequence sequence = new(Shape, Of(3, history));
        CodecRows rows = new(Shape);
        long[] row = new long[rows.Width];
        List<string> read = [];
        for (int step = 0; ; step++)
        {
            sequence.Write(row);
            read.Add(string.Join(' ', row.Take(3)));
            Assert.Equal(step + 5, rows.Step(row));
            if (sequence.Accept(Answer(step)) == SequenceStep.Done)
            {
                break;
            }
        }

        Assert.Equal(["100 100 100", "10 100 100", "11 20 100", "12 21 30", "13 22 31", "14 23 32", "15 24 33"], read);
        Assert.Equal([12, 22, 32, 13, 23, 33, 14, 24, 34], sequence.Written().Select(code => (int)code));
    }

    [Fact]
    public void History_is_a_prompt_and_restarting_forgets_nothing_else()
    {
        CodecSequence sequence = new(Shape, Of(2, [10, 20, 30, 11, 21, 31]));
        Assert.Equal((2, 6), (sequence.Ahead, sequence.StepsLeft));
        sequence.Advance(2);
        Assert.Equal(SequenceStep.Continues, sequence.Accept(Answer(2)));
        sequence.Restart();
        Assert.Equal((0, 2, 6), (sequence.Position, sequence.Ahead, sequence.StepsLeft));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1f)]
    [InlineData(100f)]
    public void An_answer_that_is_no_code_ends_it(float code)
    {
        CodecSequence sequence = new(Shape, Of(2, []));

        Assert.Equal(SequenceStep.Invalid, sequence.Accept([code, 0, 0]));
    }

    [Fact]
    public void What_is_not_the_models_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CodecSequence(Shape, Of(0, [])));
        Assert.Throws<ArgumentException>(() => new CodecSequence(Shape, Of(1, [1, 2])));
        Assert.Throws<ArgumentException>(() => new CodecSequence(Shape, Of(1, [1, 2, 100])));
        Assert.Throws<ArgumentException>(() => new CodecSequence(Shape, Of(1, []) with { Style = new float[3] }));
    }

    private static CodecTask Of(int frames, ushort[] history) =>
        new() { Seed = 1, Stream = 0, FirstFrame = 7, Frames = frames, History = history, Style = new float[2] };

    // Codebook k of frame f is 10 (k + 1) + f, counted from the history's beginning.
    private static float[] Answer(int step) => [10 + step, 20 + step - 1, 30 + step - 2];
}
