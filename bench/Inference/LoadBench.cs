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
/// runtime with the same work at the same batch, with one sequence at a time, with one at a time that keeps nothing of the bars before,
/// and with one at a time whose prompt is read token by token, as a host without prompts would.
/// </summary>
/// <param name="package">The model.</param>
/// <param name="settings">How it is run.</param>
internal sealed class LoadBench(ModelPackage package, Settings settings)
{
    private const int BarsOfSession = 48;

    /// <summary>Measures each number of sessions and prints a table.</summary>
    public async Task RunAsync()
    {
        Console.WriteLine(
            $"{package.Id}, {settings.Bars} bars of history at least, which move by {settings.Moves}, room for {settings.Context} tokens, {settings.Threads} thread(s), {settings.Seconds} s each");
        Console.WriteLine("bars of a second on the wall; in brackets those of a second of processor time, which others on the machine disturb less; then ours against it, in both");
        foreach (int sessions in settings.Sessions)
        {
            Served served = await ServeAsync(sessions);
            int steps = (int)Math.Round(served.Steps);
            int prompt = (int)Math.Round(served.Prompt);
            int whole = prompt + (int)Math.Round(served.Kept);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{sessions} sessions: {served.Rate.Wall:f1} bars/s ({served.Rate.Processor:f1}), {served.Tokens:f0} tokens/s, p50 {served.P50:f1} ms, p99 {served.P99:f1} ms; "
                + $"a bar: {served.Kept:f0} tokens kept, {prompt} read, {served.Steps:f1} steps; batch {served.Batch:f1}, {served.Padded:p0} padded"));
            Console.WriteLine($"    {served.Parts}");
            Beside("bare, same work and batch", served, Bare(Math.Min(sessions, settings.Slots), whole - prompt, prompt, settings.Piece, steps));
            Beside("one at a time, same work", served, Bare(1, whole - prompt, prompt, settings.Piece, steps));
            Beside("one at a time, nothing kept", served, Bare(1, 0, whole, settings.Piece, steps));
            Beside("a call for each token", served, Bare(1, 0, whole, 1, steps));
        }
    }

    private static void Beside(string what, Served served, Rate other) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"    {what,-28} {other.Wall,7:f1} ({other.Processor:f1}) bars/s: {served.Rate.Wall / other.Wall:f2} ({served.Rate.Processor / other.Processor:f2}); prompts {other.Prompts:f2} ms, steps {other.Steps:f2} ms"));

    private async Task<Served> ServeAsync(int sessions)
    {
        OnnxOptions options = new()
        {
            Slots = Math.Min(sessions, settings.Slots), Context = settings.Context, Threads = settings.Threads, PrefillLimit = settings.Piece,
            KeptBytes = settings.KeptMegabytes << 20,
        };
        TimedModel model = new(OnnxStepModel.Load(package, options));
        using InferenceScheduler scheduler = new([model], new SchedulerOptions(), TimeProvider.System);
        ScoreWriterOptions writing = new() { HistoryBars = settings.Bars, WindowBars = settings.Moves };
        ScoreBarWriter writer = new(ScoreModel.Of(package, options.Context), scheduler, new RuleComposer(), writing, TimeProvider.System);
        Questions[] all = [.. Enumerable.Range(0, sessions).AsParallel().AsOrdered().Select(number => new Questions(number, BarsOfSession))];
        ModelBill bill = new();
        await Task.WhenAll(all.Select(one => AskAsync(writer, one, bill, 0)));

        SchedulerCounters before = scheduler.Counters;
        bill.Take();
        model.Reset();
        TimeSpan worked = Worked();
        long began = Stopwatch.GetTimestamp();
        List<double>[] times = await Task.WhenAll(all.Select(one => Task.Run(() => AskAsync(writer, one, bill, settings.Seconds))));
        double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        double processor = (Worked() - worked).TotalSeconds;
        SchedulerCounters after = scheduler.Counters;
        double[] sorted = [.. times.SelectMany(list => list).Order()];
        double bars = sorted.Length;
        long steps = after.Tokens - before.Tokens;
        long prompts = after.PromptTokens - before.PromptTokens;
        long padded = after.PaddedRows - before.PaddedRows;
        return new Served(
            new Rate(bars / seconds, bars / processor), (steps + prompts) / seconds, sorted[sorted.Length / 2], sorted[(int)(0.99 * (bars - 1))],
            (after.RecalledTokens - before.RecalledTokens) / bars, prompts / bars, steps / bars,
            (double)steps / (after.Steps - before.Steps), (double)padded / (steps + padded), new Parts(model, bars, processor * 1e3 / bars));
    }

    private static async Task<List<double>> AskAsync(ScoreBarWriter writer, Questions session, ModelBill bill, double seconds)
    {
        List<double> times = [];
        long began = Stopwatch.GetTimestamp();
        do
        {
            PartAnswer answer = await writer.WriteAsync(session.Next(TimeSpan.FromMinutes(1), bill), CancellationToken.None);
            if (answer.End != SequenceEnd.Done)
            {
                throw new InvalidOperationException($"A bar ended as {answer.End}.");
            }

            times.Add(answer.Time.TotalMilliseconds);
            session.Play(answer);
        }
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < seconds);
        return times;
    }

    private Rate Bare(int batch, int kept, int prompt, int piece, int steps)
    {
        using BareLoop loop = new(package, batch, settings.Context, settings.Threads);
        loop.Bars(kept, prompt, piece, steps);
        (loop.Prompts, loop.Steps) = (0, 0);
        TimeSpan worked = Worked();
        long began = Stopwatch.GetTimestamp();
        int bars = 0;
        do
        {
            loop.Bars(kept, prompt, piece, steps);
            bars += batch;
        }
        while (Stopwatch.GetElapsedTime(began).TotalSeconds < settings.Seconds / 2);
        return new Rate(
            bars / Stopwatch.GetElapsedTime(began).TotalSeconds, bars / (Worked() - worked).TotalSeconds, loop.Prompts / 1e3 / bars, loop.Steps / 1e3 / bars);
    }

    private static TimeSpan Worked() => Environment.CpuUsage.TotalTime;

    /// <summary>Processor time of a bar, ms: in the model's calls, on its thread beside them (choosing, deciding), and on those who ask (planning, playing, asking).</summary>
    private sealed record Parts(double Prompts, double Calls, double Steps, double Kept, double Beside, double Askers)
    {
        public Parts(TimedModel model, double bars, double processor)
            : this(
                model.Prompts / bars / 1e3, model.PromptCalls / bars, model.Steps / bars / 1e3, model.Kept / bars / 1e3,
                (model.Whole - model.Prompts - model.Steps - model.Kept) / bars / 1e3, processor - (model.Whole / bars / 1e3))
        {
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"processor ms a bar: prompts {Prompts:f2} in {Calls:f1} calls, steps {Steps:f2}, kept rows {Kept:f2}, choosing and deciding {Beside:f2}; those who ask {Askers:f2}");
    }

    private readonly record struct Rate(double Wall, double Processor, double Prompts = 0, double Steps = 0);

    private sealed record Served(
        Rate Rate, double Tokens, double P50, double P99, double Kept, double Prompt, double Steps, double Batch, double Padded, Parts Parts);
}
