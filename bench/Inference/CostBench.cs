using System.Diagnostics;
using System.Globalization;
using SessionService.Inference.Packages;

namespace SessionService.Bench.Inference;

/// <summary>What one call of the graph costs by its shape: the best of many runs, since what else the machine does is not its cost.</summary>
/// <param name="package">The model.</param>
/// <param name="settings">How it is run.</param>
internal sealed class CostBench(ModelPackage package, Settings settings)
{
    private static readonly int[] Prompts = [16, 32, 64, 128, 192, 256];

    /// <summary>Prints milliseconds of prompts and of steps.</summary>
    public void Run()
    {
        foreach (int room in new[] { 1, 128, 256, 512 })
        {
            string prompts = string.Join("  ", Prompts.Select(count => Text(count, Best(1, count, room))));
            Console.WriteLine($"prompt, {room,3} rows of past, tokens: ms   {prompts}");
        }

        foreach (int room in new[] { 128, 192, 256, 320, 512 })
        {
            Console.WriteLine($"step, {room,3} rows of past, sequences: ms   {string.Join("  ", settings.Sessions.Select(batch => Text(batch, Best(batch, 1, room))))}");
        }
    }

    private static string Text(int count, double ms) => string.Create(CultureInfo.InvariantCulture, $"{count}: {ms:f2}");

    private double Best(int batch, int count, int room)
    {
        using BareLoop loop = new(package, batch, room, settings.Threads);
        using BareCall call = loop.Call(batch, count);
        Array.Fill(call.Lengths, count > 1 ? Math.Max(0, Math.Min(room - count, 64)) : room - 1);
        double best = double.MaxValue;
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < 400 && Stopwatch.GetElapsedTime(began).TotalSeconds < settings.Seconds; i++)
        {
            long from = Stopwatch.GetTimestamp();
            call.Run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return best;
    }
}
