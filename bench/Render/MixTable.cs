using System.Globalization;
using SessionService.Audio.Loudness;
using SessionService.Music.Performance;
using SessionService.Music.Styles;
using SessionService.Synthesis.Mastering;

namespace SessionService.Render;

/// <summary>
/// Every style at three intensities against what a mix has to hold: −18 ± 1 LUFS, at most 4 LU between the loudest and
/// the quietest three seconds, at most −1 dBTP, correlation of the sides above 0.2, bass in the middle.
/// </summary>
internal static class MixTable
{
    /// <summary>Prints a line per style and intensity; marks what is outside.</summary>
    /// <param name="seconds">Length of each.</param>
    /// <param name="only">Styles to look at, with the course of their short-term loudness; none for all.</param>
    public static void Print(int seconds, IReadOnlyCollection<string> only)
    {
        Console.WriteLine("style                intensity    LUFS  short-term (LU)    dBTP  correlation  bass side dB  low/mid/high dB");
        foreach (Style style in StyleCatalogue.All.Where(style => only.Count == 0 || only.Contains(style.Name)))
        {
            foreach (string mood in (string[])["0", "0.5", "1"])
            {
                Measured m = Measure(style.Name, mood, seconds);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{style.Name,-22} {mood,7} {m.Integrated,7:F1}{Mark(Math.Abs(m.Integrated + 18) > 1)} {m.Spread,14:F1}{Mark(m.Spread > 4)} {m.TruePeakDb,9:F2}{Mark(m.TruePeakDb > -1)} {m.Correlation,10:F2}{Mark(m.Correlation < 0.2)} {m.BassSideDb,11:F1}{Mark(m.BassSideDb > -15)}   {m.LowDb,5:F1} {m.MiddleDb,5:F1} {m.HighDb,5:F1}   leveller {m.LevellerDb,4:F1}"));
                if (only.Count > 0)
                {
                    Console.WriteLine("    " + string.Join(' ', m.Course.Select(lufs => lufs.ToString("F1", CultureInfo.InvariantCulture))));
                }
            }
        }
    }

    /// <summary>Renders and measures.</summary>
    public static Measured Measure(string style, string mood, int seconds)
    {
        Performance performance = ComposedScene.Perform(style, mood: mood);
        Synthesis.Renderer renderer = ComposedScene.RendererFor(performance);
        float[] mix = new float[2 * 48_000 * seconds];
        ComposedScene.Render(performance, renderer, mix);
        new PeakLimiter().Process(mix);
        LoudnessMeter meter = new(48_000, 2);
        List<double> shortTerm = [], course = [];
        for (int at = 0; at < seconds; at++)
        {
            meter.Process(mix.AsSpan(at * 96_000, 96_000));
            course.Add(meter.ShortTerm);
            if (at >= 8)
            {
                shortTerm.Add(meter.ShortTerm);
            }
        }

        return Field(mix) with
        {
            Integrated = meter.Integrated,
            Course = course,
            Spread = shortTerm.Count == 0 ? 0 : shortTerm.Max() - shortTerm.Min(),
            TruePeakDb = meter.TruePeakDb,
            LevellerDb = renderer.LevellerDb,
        };
    }

    private static char Mark(bool outside) => outside ? '!' : ' ';

    /// <summary>Sides and bands: one-pole splits at 120 Hz twice for the bass, at 200 Hz and 4 kHz for the balance.</summary>
    private static Measured Field(float[] mix)
    {
        double ll = 0, rr = 0, lr = 0, low1 = 0, low2 = 0, side1 = 0, side2 = 0, bass = 0, bassSide = 0, a = 0, b = 0, low = 0, middle = 0, high = 0;
        const double Bass = 0.0156, Low = 0.0258, High = 0.4076;
        for (int i = 0; i < mix.Length; i += 2)
        {
            double l = mix[i], r = mix[i + 1], mono = (l + r) / 2, side = (l - r) / 2;
            (ll, rr, lr) = (ll + (l * l), rr + (r * r), lr + (l * r));
            low1 += Bass * (mono - low1);
            low2 += Bass * (low1 - low2);
            side1 += Bass * (side - side1);
            side2 += Bass * (side1 - side2);
            bass += low2 * low2;
            bassSide += side2 * side2;
            a += Low * (mono - a);
            b += High * (mono - b);
            low += a * a;
            middle += (b - a) * (b - a);
            high += (mono - b) * (mono - b);
        }

        double all = low + middle + high;
        return new Measured
        {
            Correlation = lr / Math.Sqrt((ll * rr) + 1e-12), BassSideDb = Db(bassSide / bass),
            LowDb = Db(low / all), MiddleDb = Db(middle / all), HighDb = Db(high / all),
        };
    }

    private static double Db(double ratio) => 10 * Math.Log10(ratio + 1e-12);
}

/// <summary>What was measured of a mix.</summary>
internal sealed record Measured
{
    /// <summary>Short-term loudness at each second, LUFS.</summary>
    public IReadOnlyList<double> Course { get; init; } = [];

    /// <summary>LUFS integrated.</summary>
    public double Integrated { get; init; }

    /// <summary>Between the loudest and the quietest three seconds after the first eight, LU.</summary>
    public double Spread { get; init; }

    /// <summary>True peak, dBTP.</summary>
    public double TruePeakDb { get; init; }

    /// <summary>Correlation of left and right, −1..1.</summary>
    public double Correlation { get; init; }

    /// <summary>What differs between the sides below 120 Hz, dB beside what is common.</summary>
    public double BassSideDb { get; init; }

    /// <summary>Share of the power below 200 Hz, dB.</summary>
    public double LowDb { get; init; }

    /// <summary>Share between 200 Hz and 4 kHz, dB.</summary>
    public double MiddleDb { get; init; }

    /// <summary>Share above 4 kHz, dB.</summary>
    public double HighDb { get; init; }

    /// <summary>What the leveller added at the end, dB.</summary>
    public double LevellerDb { get; init; }
}
