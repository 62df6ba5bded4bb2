using System.Diagnostics;
using System.Globalization;
using SessionService.Inference.Codec;
using SessionService.Inference.Onnx;
using SessionService.Inference.Onnx.Codec;
using SessionService.Inference.Packages;
using SessionService.Inference.Serving;

namespace SessionService.Bench.Inference;

/// <summary>
/// Frames of an audio-token model: sessions that write a piece each, again and again, through the scheduler; and what its decoder makes.
/// </summary>
/// <param name="package">The model.</param>
/// <param name="settings">How it is run.</param>
internal sealed class CodecBench(ModelPackage package, Settings settings)
{
    private const int Piece = 32;

    /// <summary>Measures each number of sessions and prints a table.</summary>
    public async Task RunAsync()
    {
        CodecShape shape = package.Manifest.Codec!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{package.Id}, {package.Manifest.Parameters / 1e6:f1} M parameters, {shape.FramesPerSecond:f0} frames a second of {shape.Codebooks} codes, guidance {package.Manifest.Sample.Guidance}, {settings.Threads} thread(s)"));
        Console.WriteLine("frames that are read again as a prompt are not counted; of real time: all sessions together");
        Console.WriteLine("sessions  frames/s  of real time  frames/CPU-s   batch");
        foreach (int sessions in settings.Sessions)
        {
            Served served = await ServeAsync(sessions);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{sessions,8} {served.Frames / served.Seconds,9:f0} {served.Frames / served.Seconds / shape.FramesPerSecond,13:f2} {served.Frames / served.Processor,13:f0} {served.Batch,7:f1}"));
        }

        Decode(shape);
    }

    private async Task<Served> ServeAsync(int sessions)
    {
        OnnxOptions options = new() { Slots = Math.Min(sessions, settings.Slots), Context = settings.Context, Threads = settings.Threads };
        using InferenceScheduler scheduler = new([OnnxCodecModel.Load(package, options)], new SchedulerOptions(), TimeProvider.System);
        CodecStyles styles = CodecStyles.Of(package);
        SchedulerCounters before = scheduler.Counters;
        using Process own = Process.GetCurrentProcess();
        TimeSpan worked = own.TotalProcessorTime;
        long began = Stopwatch.GetTimestamp();
        int[] written = await Task.WhenAll(Enumerable.Range(0, sessions).Select(number => Task.Run(() => WriteAsync(scheduler, styles, number, began))));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        own.Refresh();
        SchedulerCounters after = scheduler.Counters;
        return new Served(
            written.Sum(), seconds, (own.TotalProcessorTime - worked).TotalSeconds,
            (after.Tokens - before.Tokens) / (double)Math.Max(1, after.Steps - before.Steps));
    }

    private async Task<int> WriteAsync(InferenceScheduler scheduler, CodecStyles styles, int number, long began)
    {
        CodecShape shape = package.Manifest.Codec!;
        int frames = 0;
        ushort[] history = [];
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < settings.Seconds)
        {
            CodecTask task = new()
            {
                Seed = (ulong)number, Stream = 0, FirstFrame = frames, Frames = Piece, History = history, Style = styles.Find("lo-fi"),
                TopK = package.Manifest.Sample.TopK, Guidance = package.Manifest.Sample.Guidance,
            };
            CodecSequence sequence = new(shape, task);
            SequenceEnd end = await scheduler.RunAsync(new SequenceRequest(sequence, "bench", 1, TimeSpan.FromMinutes(5)));
            if (end != SequenceEnd.Done)
            {
                throw new InvalidOperationException($"A piece ended as {end}.");
            }

            history = [.. history.TakeLast(Piece * shape.Codebooks), .. sequence.Written()];
            frames += Piece;
        }

        return frames;
    }

    private void Decode(CodecShape shape)
    {
        using OnnxCodecDecoder decoder = OnnxCodecDecoder.Load(package);
        ushort[] codes = new ushort[64 * shape.Codebooks];
        long began = Stopwatch.GetTimestamp();
        int frames = 0;
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < settings.Seconds)
        {
            decoder.Decode(codes, 0, 64);
            frames += 64;
        }

        double rate = frames / Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"decoder: {rate:f0} frames/s, {rate / shape.FramesPerSecond:f0} times real time"));
    }

    private sealed record Served(int Frames, double Seconds, double Processor, double Batch);
}
