using System.Globalization;
using SessionService.Music.Performance;
using SessionService.Synthesis;

namespace SessionService.Render;

/// <summary>One style over and over, for a profiler to look at.</summary>
internal static class OneStyle
{
    /// <summary>Renders 10 s of the composed scene a number of times and prints the best.</summary>
    public static void Repeat(string style, string mood, string rounds)
    {
        float[] mix = new float[2 * 480_000];
        double best = double.MaxValue, voices = 0;
        for (int i = 0; i < int.Parse(rounds, CultureInfo.InvariantCulture); i++)
        {
            Performance performance = ComposedScene.Perform(style, mood: mood);
            Renderer renderer = ComposedScene.RendererFor(performance);
            TimeSpan began = Environment.CpuUsage.TotalTime;
            voices = ComposedScene.Render(performance, renderer, mix);
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - began).TotalSeconds);
        }

        Console.WriteLine(FormattableString.Invariant($"{style,-20} {10 / best,8:F0} x {best / 480_000 * 1e9,8:F1} ns/frame {voices,8:F1} voices"));
    }
}
