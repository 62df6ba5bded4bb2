using System.Diagnostics;
using System.Globalization;
using SessionService.Inference.Onnx;
using SessionService.Inference.Packages;
using SessionService.Inference.Parts;
using SessionService.Inference.Score;
using SessionService.Inference.Serving;
using SessionService.Music.Composition;

namespace SessionService.Bench.Inference;

/// <summary>
/// Sessions that ask for a bar each, again and again: bars and tokens a second and the time to an answer, beside the bare
/// runtime with the same prompts and steps at the same batch, with one sequence at a time, and with one sequence at a time whose prompt is
/// read token by token, as a host without prompts would.
/// </summary>
/// <param name="package">The model.</param>
/// <param name="settings">How it is run.</param>
internal sealed class LoadBench(ModelPackage package, Settings settings)
{
    /// <summary>Measures each number of sessions and prints a table.</summary>
    public async Task RunAsync()
    {
        Console.WriteLine($"{package.Id}, {settings.Bars} bars of history at most, room for {settings.Context} tokens, {settings.Threads} thread(s), {settings.Seconds} s each");
        Console.WriteLine("bars of a second on the wall, and of a second of processor time (CPU), which others on the machine disturb less");
        Console.WriteLine("sessions   bars/s  tokens/s   p50 ms   p99 ms  bars/CPU-s  prompt  steps  batch  padded | bare bars/s  ratio  by CPU | one by one bars/s  ratio  by CPU | a call a token bars/s  ratio  by CPU");
        foreach (int sessions in settings.Sessions)
        {
            Served served = await ServeAsync(sessions);
            Rate bare = Bare(served, Math.Min(sessions, settings.Slots), settings.Piece);
            Rate single = Bare(served, 1, settings.Piece);
            Rate tokens = Bare(served, 1, 1);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{sessions,8} {served.Rate.Wall,8:f1} {served.Tokens,9:f0} {served.P50,8:f1} {served.P99,8:f1} {served.Rate.Processor,11:f1} {served.Prompt,7:f0} {served.Steps,6:f0} {served.Batch,6:f1} {served.Padded,7:p0} | "
                + $"{bare.Wall,11:f1} {served.Rate.Wall / bare.Wall,6:f2} {served.Rate.Processor / bare.Processor,7:f2} | "
                + $"{single.Wall,17:f1} {served.Rate.Wall / single.Wall,6:f2} {served.Rate.Processor / single.Processor,7:f2} | "
                + $"{tokens.Wall,20:f1} {served.Rate.Wall / tokens.Wall,6:f2} {served.Rate.Processor / tokens.Processor,7:f2}"));
        }
    }

    private async Task<Served> ServeAsync(int sessions)
    {
        OnnxOptions options = new()
        {
            Slots = Math.Min(sessions, settings.Slots), Context = settings.Context, Threads = settings.Threads, PrefillLimit = settings.Piece,
        };
        using InferenceScheduler scheduler = new([OnnxStepModel.Load(package, options)], new SchedulerOptions(), TimeProvider.System);
        ScoreWriterOptions writing = new() { HistoryBars = settings.Bars, HistoryTokens = settings.Context };
        ScoreBarWriter writer = new(ScoreModel.Of(package, options.Context), scheduler, new RuleComposer(), writing, TimeProvider.System);
        PartRequest[] questions = [.. Enumerable.Range(0, sessions).Select(number => Questions.Of(number, TimeSpan.FromMinutes(1)))];
        await Task.WhenAll(questions.Select(question => writer.WriteAsync(question, CancellationToken.None)));

        SchedulerCounters before = scheduler.Counters;
        TimeSpan worked = Worked();
        long began = Stopwatch.GetTimestamp();
        List<double>[] times = await Task.WhenAll(questions.Select(question => Task.Run(() => AskAsync(writer, question, began))));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double processor = (Worked() - worked).TotalSeconds;
        SchedulerCounters after = scheduler.Counters;
        double[] all = [.. times.SelectMany(list => list).Order()];
        long steps = after.Tokens - before.Tokens;
        long prompts = after.PromptTokens - before.PromptTokens;
        return new Served(
            new Rate(all.Length / seconds, all.Length / processor), (steps + prompts) / seconds, all[all.Length / 2], all[(int)(0.99 * (all.Length - 1))],
            (double)prompts / all.Length, (double)steps / all.Length,
            (double)steps / (after.Steps - before.Steps), (double)(after.PaddedRows - before.PaddedRows) / (steps + after.PaddedRows - before.PaddedRows));
    }

    private async Task<List<double>> AskAsync(ScoreBarWriter writer, PartRequest question, long began)
    {
        List<double> times = [];
        do
        {
            PartAnswer answer = await writer.WriteAsync(question, CancellationToken.None);
            if (answer.End != SequenceEnd.Done)
            {
                throw new InvalidOperationException($"A bar ended as {answer.End}.");
            }

            times.Add(answer.Time.TotalMilliseconds);
        }
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < settings.Seconds);
        return times;
    }

    private Rate Bare(Served served, int batch, int piece)
    {
        using BareLoop loop = new(package, batch, settings.Context, settings.Threads);
        long[] prompt = new long[(int)Math.Round(served.Prompt + 1) * Tokenizer.RowWidth];
        long[][] prompts = [.. Enumerable.Repeat(prompt, batch)];
        int steps = (int)Math.Round(served.Steps);
        loop.Bars(prompts, piece, steps);
        TimeSpan worked = Worked();
        long began = Stopwatch.GetTimestamp();
        int bars = 0;
        do
        {
            loop.Bars(prompts, piece, steps);
            bars += batch;
        }
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < settings.Seconds);
        return new Rate(bars / Stopwatch.GetElapsedTime(began).TotalSeconds, bars / (Worked() - worked).TotalSeconds);
    }

    private static TimeSpan Worked() => Environment.CpuUsage.TotalTime;

    private readonly record struct Rate(double Wall, double Processor);

    private sealed record Served(Rate Rate, double Tokens, double P50, double P99, double Prompt, double Steps, double Batch, double Padded);
}
