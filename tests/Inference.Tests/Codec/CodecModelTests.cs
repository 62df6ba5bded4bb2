using SessionService.Inference.Codec;
using SessionService.Inference.Onnx;
using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Codec;

/// <summary>Frames of audio-token models, written by the scheduler that writes notes.</summary>
public sealed class CodecModelTests
{
    [Theory]
    [InlineData("codec-tiny")]
    [InlineData("codec-depth-tiny")]
    public async Task A_session_has_the_same_codes_alone_and_in_a_full_batch(string name)
    {
        ModelPackage package = CodecPackages.Of(name);
        using InferenceScheduler alone = CodecPackages.Serve(package, 1);
        using InferenceScheduler many = CodecPackages.Serve(package, 12);
        ushort[] expected = await CodecPackages.WriteAsync(alone, package, CodecPackages.Task(package, 7));

        Task<ushort[]>[] together = [.. Enumerable.Range(1, 12).Select(
            i => CodecPackages.WriteAsync(many, package, CodecPackages.Task(package, (ulong)i, 14 + i)))];
        ushort[][] written = await Task.WhenAll(together);

        Assert.Equal(expected, written[6].Take(expected.Length));
        Assert.Equal(12, written.Select(one => string.Join(' ', one.Take(40))).Distinct().Count());
        Assert.True(many.Counters.Steps < many.Counters.Tokens / 2, "they shared steps");
    }

    [Theory]
    [InlineData("codec-tiny")]
    [InlineData("codec-depth-tiny")]
    public async Task What_was_written_before_is_read_and_goes_on(string name)
    {
        ModelPackage package = CodecPackages.Of(name);
        int books = package.Manifest.Codec!.Codebooks;
        using InferenceScheduler scheduler = CodecPackages.Serve(package, 2);
        CodecTask task = CodecPackages.Task(package, 3, 24) with { Temperature = 0 };
        ushort[] whole = await CodecPackages.WriteAsync(scheduler, package, task);

        ushort[] rest = await CodecPackages.WriteAsync(
            scheduler, package, task with { History = whole.AsMemory(0, 16 * books), FirstFrame = 16, Frames = 8 });
        Assert.Equal(whole[(16 * books)..], rest);

        // What is drawn, not only what is likeliest, depends on it.
        Task<ushort[]> Drawn(ushort[] history) => CodecPackages.WriteAsync(
            scheduler, package, task with { History = history, FirstFrame = 16, Frames = 8, Temperature = 1 });
        Assert.NotEqual(await Drawn(whole[..(16 * books)]), await Drawn(new ushort[16 * books]));
    }

    [Theory]
    [InlineData("codec-tiny")]
    [InlineData("codec-depth-tiny")]
    public async Task Guidance_turns_from_no_style_towards_the_style(string name)
    {
        ModelPackage package = CodecPackages.Of(name);
        using InferenceScheduler scheduler = CodecPackages.Serve(package, 2);
        Task<ushort[]> Written(double guidance, string style) =>
            CodecPackages.WriteAsync(scheduler, package, CodecPackages.Task(package, 5, guidance: guidance, style: style));

        Assert.NotEqual(await Written(1, "lo-fi"), await Written(4, "lo-fi"));
        Assert.NotEqual(await Written(4, "house"), await Written(4, "lo-fi"));

        // A style that the package does not know is none: then there is nothing to turn towards.
        Assert.Equal(await Written(1, "unknown"), await Written(4, "unknown"));
    }

    [Theory]
    [InlineData("codec-tiny", 1)]
    [InlineData("codec-depth-tiny", 13)]
    public void A_step_allocates_nothing_but_what_the_runtimes_own_calls_do(string name, int calls)
    {
        ModelPackage package = CodecPackages.Of(name);
        using OnnxCodecModel model = OnnxCodecModel.Load(package, new OnnxOptions { Slots = 2 });
        CodecRows rows = new(model.Shape);
        long[] row = new long[2 * rows.Width];
        float[] answer = new float[2 * model.Vocabulary];
        CodecTask task = CodecPackages.Task(package, 1);
        rows.Describe(row, 0, task);
        rows.Describe(row.AsSpan(rows.Width), 0, task);
        for (int i = 0; i < 20; i++)
        {
            model.Step([0, 1], row, [i, i], 2, answer);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 20; i < 120; i++)
        {
            model.Step([0, 1], row, [i, i], 2, answer);
        }

        // 72 bytes a call of the runtime, whatever the batch.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 100, 0, 96 * calls);
    }

    [Theory]
    [InlineData("codec-tiny")]
    [InlineData("codec-depth-tiny")]
    public void Sound_made_in_pieces_is_the_sound_made_at_once(string name)
    {
        ModelPackage package = CodecPackages.Of(name);
        CodecShape shape = package.Manifest.Codec!;
        using OnnxCodecDecoder decoder = OnnxCodecDecoder.Load(package);
        Random random = new(1);
        ushort[] codes = [.. Enumerable.Range(0, 20 * shape.Codebooks).Select(_ => (ushort)random.Next(shape.CodebookSize))];
        float[] whole = decoder.Decode(codes, 0, 20);

        for (int from = 0; from < 20; from += 4)
        {
            float[] part = decoder.Decode(codes, from, 4);
            for (int channel = 0; channel < shape.Channels; channel++)
            {
                int length = 4 * shape.SamplesPerFrame;
                Assert.Equal(
                    whole.AsSpan((channel * 5 * length) + (from * shape.SamplesPerFrame), length).ToArray(),
                    part.AsSpan(channel * length, length).ToArray(), (left, right) => Math.Abs(left - right) < 1e-5);
            }
        }

        // Without the frames beside it the edge of a piece would be another sound.
        float[] cut = decoder.Decode(codes.AsSpan(8 * shape.Codebooks, 4 * shape.Codebooks), 0, 4);
        Assert.True(Math.Abs(cut[0] - whole[8 * shape.SamplesPerFrame]) > 1e-4);
    }
}
