using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Synthesis;

namespace SessionService.Render;

/// <summary>
/// Styles over and over, for comparing two builds and for a profiler to look at. The same 20 ms come out of every round by the
/// same work, so the least time that any round took for them is what they cost where nothing else interrupts; the sum
/// of these is steady on a machine on which processor time is not.
/// </summary>
internal static class OneStyle
{
    private const int Slice = 960, Seconds = 60, Slices = Seconds * 48_000 / Slice;

    /// <summary>Renders a minute of the composed scene a number of times and prints what they cost.</summary>
    /// <param name="styles">A style's name, several with commas, or <c>all</c>.</param>
    /// <param name="mood">Energy, tension, density and brightness, 0..1.</param>
    /// <param name="rounds">How many times.</param>
    public static void Repeat(string styles, string mood, string rounds)
    {
        IEnumerable<string> names = styles == "all" ? StyleCatalogue.All.Select(s => s.Name) : styles.Split(',');
        Console.WriteLine("style                x real time   ns/frame   composing   processor time, best round: x   voices");
        foreach (string name in names)
        {
            Once(name, mood, int.Parse(rounds, CultureInfo.InvariantCulture));
        }
    }

    private static void Once(string style, string mood, int rounds)
    {
        float[] mix = new float[2 * Slice];
        long[] least = new long[Slices], composing = new long[Slices];
        Array.Fill(least, long.MaxValue);
        Array.Fill(composing, long.MaxValue);
        double best = double.MaxValue, voices = 0;
        for (int round = 0; round < rounds; round++)
        {
            TimeSpan began = Environment.CpuUsage.TotalTime;
            voices = Round(style, mood, mix, least, composing);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - began).TotalSeconds);
        }

        double frame = 1e9 / Stopwatch.Frequency / (Slice * Slices);
        Console.WriteLine(FormattableString.Invariant(
            $"{style,-20} {1e9 / 48_000 / (least.Sum() * frame),11:F0} {least.Sum() * frame,10:F1} {composing.Sum() * frame,11:F2} {Seconds / best,32:F0} {voices,8:F1}"));
    }

    private static double Round(string style, string mood, float[] mix, long[] least, long[] composing)
    {
        Performance performance = ComposedScene.Perform(style, mood: mood);
        Renderer renderer = ComposedScene.RendererFor(performance);
        List<Directive> directives = new(1024);
        List<Mark> marks = new(64);
        double voices = 0;
        for (int i = 0; i < Slices; i++)
        {
            directives.Clear();
            marks.Clear();
            long start = Stopwatch.GetTimestamp();
            performance.Advance(renderer.Position + Slice, directives, marks);
            long composed = Stopwatch.GetTimestamp();
            renderer.Schedule(CollectionsMarshal.AsSpan(directives));
            renderer.Process(Slice, mix, default);
            least[i] = Math.Min(least[i], Stopwatch.GetTimestamp() - start);
            composing[i] = Math.Min(composing[i], composed - start);
            voices += renderer.Voices;
        }

        return voices / Slices;
    }
}
