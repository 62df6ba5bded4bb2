using SessionService.Listen.Analysis;
using SessionService.Listen.Corridors;
using SessionService.Listen.Dsp;
using SessionService.Listen.Playing;

namespace SessionService.Listen.Report;

/// <summary>Pictures of what was heard.</summary>
public static class Plots
{
    private const int Width = 1_100;
    private const string Ink = "var(--ink)";
    private const string Green = "var(--band)";

    /// <summary>Highest and lowest sample over time, left above right.</summary>
    /// <param name="stereo">Interleaved.</param>
    public static string Waveform(float[] stereo)
    {
        Svg svg = new(Width, 110, 0, Width, -2, 2);
        for (int channel = 0; channel < 2; channel++)
        {
            double middle = channel == 0 ? 1 : -1;
            (double X, double High, double Low)[] columns = [.. Enumerable.Range(0, Width).Select(x => Extremes(stereo, channel, x))];
            svg.Band(columns.Select(c => (c.X, middle + c.High)), columns.Select(c => (c.X, middle + c.Low)), Ink);
        }

        return svg.ToString();
    }

    /// <summary>Short-term and momentary loudness over time with the corridor of the integrated.</summary>
    /// <param name="curve">Loudness.</param>
    public static string Loudness(LoudnessCurve curve)
    {
        double end = curve.ShortTerm.Length;
        return new Svg(Width, 130, 0, end, -36, -10)
            .Bar(0, end, -19, -17, Green).Level(-18, "−18 LUFS").Level(-24, "−24").Level(-30, "−30")
            .Line(curve.Momentary.Select((y, x) => ((double)x, y)), "#999", 0.8)
            .Line(curve.ShortTerm.Select((y, x) => ((double)x, y)), Ink, 1.8).ToString();
    }

    /// <summary>Spectrogram, 40 Hz to 12 kHz upwards, 80 dB deep.</summary>
    /// <param name="spectra">Spectra.</param>
    public static string Spectrogram(PowerSpectrogram spectra)
    {
        const int Rows = 150;
        int columns = Math.Min(Width, spectra.Frames);
        return Png.DataUri(columns, Rows, (x, y) =>
        {
            double low = 40 * Math.Pow(300, 1 - ((y + 1.0) / Rows)), high = 40 * Math.Pow(300, 1 - ((double)y / Rows));
            int from = (int)(low / spectra.BinHertz), to = Math.Max(from + 1, (int)(high / spectra.BinHertz));
            ReadOnlySpan<float> frame = spectra[(int)((long)x * spectra.Frames / columns)];
            float most = 0;
            for (int k = from; k < to && k < frame.Length; k++)
            {
                most = Math.Max(most, frame[k]);
            }

            return (Decibel.OfPower(most) + 95) / 80;
        });
    }

    /// <summary>Chromagram, C at the bottom.</summary>
    /// <param name="chroma">Pitch classes.</param>
    public static string Chroma(Chromagram chroma)
    {
        int columns = Math.Min(Width, chroma.Frames);
        return Png.DataUri(columns, 12, (x, y) =>
        {
            ReadOnlySpan<float> frame = chroma[(int)((long)x * chroma.Frames / columns)];
            float most = 1e-6f;
            foreach (float value in frame)
            {
                most = Math.Max(most, value);
            }

            return Math.Sqrt(frame[11 - y] / most);
        });
    }

    /// <summary>Likeness of bars.</summary>
    /// <param name="form">The matrix.</param>
    public static string Form(SelfSimilarity form) =>
        form.Bars == 0 ? "" : Png.DataUri(form.Bars, form.Bars, (x, y) => 0.5 + (0.5 * form[x, y]));

    /// <summary>Onset strength folded over the bar: its mean at each of 96 places, with lines at the sixteenths.</summary>
    /// <param name="hearing">What was heard.</param>
    public static string BarProfile(Hearing hearing)
    {
        const int Places = 96;
        double[] sum = new double[Places], count = new double[Places];
        for (int bar = 0; bar + 1 < hearing.BarLines.Count; bar++)
        {
            double from = hearing.BarLines[bar], to = hearing.BarLines[bar + 1];
            for (int place = 0; place < Places; place++)
            {
                int index = (int)Math.Round(OnsetStrength.IndexOf(from + ((to - from) * place / Places)));
                if (index >= 0 && index < hearing.Onsets.Values.Length)
                {
                    sum[place] += hearing.Onsets.Values[index];
                    count[place]++;
                }
            }
        }

        double[] mean = [.. sum.Zip(count, (s, c) => s / Math.Max(1, c))];
        double top = Math.Max(2, mean.Max());
        Svg svg = new(520, 150, -0.5, Places - 0.5, 0, top);
        for (int step = 0; step < 16; step++)
        {
            svg.Line([(step * 6, 0), (step * 6, top)], step % 4 == 0 ? "#888" : "#8884", step % 4 == 0 ? 1 : 0.6);
        }

        for (int place = 0; place < Places; place++)
        {
            svg.Bar(place - 0.4, place + 0.4, 0, mean[place], Ink);
        }

        return svg.ToString();
    }

    /// <summary>Third octaves with the style's corridor for octaves.</summary>
    /// <param name="balance">Spectrum.</param>
    /// <param name="style">Corridors.</param>
    public static string Spectrum(SpectralBalance balance, StyleCorridors style)
    {
        // A third of an octave holds a third of its energy where the spectrum is even.
        double third = 10 * Math.Log10(3);
        double At(double hertz) => Math.Log2(hertz / 1_000);
        Svg svg = new(520, 190, At(18), At(22_000), -60, 0);
        (double X, Corridor C)[] edges = [.. StyleCorridors.Octaves.Select((hertz, i) => (At(hertz), style.Octave(i)))];
        svg.Band(edges.Select(e => (e.X, e.C.High - third)), edges.Select(e => (e.X, Math.Max(-60, e.C.Low - third))), Green);
        foreach (int level in (int[])[-10, -20, -30, -40, -50])
        {
            svg.Level(level, FormattableString.Invariant($"{level} dB"));
        }

        foreach (double hertz in (double[])[100, 1_000, 10_000])
        {
            svg.Line([(At(hertz), -60), (At(hertz), 0)], "#8886", 0.6).Text(At(hertz), -59, FormattableString.Invariant($"{hertz:0} Hz"));
        }

        return svg.Line(SpectralBalance.Centres.Select((hertz, band) => (At(hertz), balance.LevelDb(band))), Ink, 2).ToString();
    }

    /// <summary>Correlation of the channels by octave: 1 on top, 0 in the middle.</summary>
    /// <param name="balance">Stereo field.</param>
    public static string Field(SpectralBalance balance)
    {
        Svg svg = new(520, 110, 0, StyleCorridors.Octaves.Count, -1, 1);
        svg.Level(0, "0").Level(0.2, "0.2").Level(-0.99, "−1");
        for (int i = 0; i < StyleCorridors.Octaves.Count; i++)
        {
            double hertz = StyleCorridors.Octaves[i], value = balance.Correlation(hertz / 1.42, hertz * 1.42);
            svg.Bar(i + 0.15, i + 0.85, 0, value, value < 0 ? "var(--bad)" : Ink)
                .Text(i + 0.2, -0.9, hertz >= 1_000 ? FormattableString.Invariant($"{hertz / 1_000:0}k") : FormattableString.Invariant($"{hertz:0}"));
        }

        return svg.ToString();
    }

    /// <summary>Mean level of each stem against the loudest, as words.</summary>
    /// <param name="rendering">A rendering.</param>
    public static string Stems(Rendering rendering)
    {
        double most = Math.Max(1e-12, rendering.StemPowers.Max());
        return string.Join(", ", rendering.StemPowers.Select((power, i) => FormattableString.Invariant(
            $"{(i < rendering.Layers.Count ? rendering.Layers[i].Name : "effects")} {Decibel.OfPower(power / most):0.0}")));
    }

    private static (double X, double High, double Low) Extremes(float[] stereo, int channel, int x)
    {
        int frames = stereo.Length / 2, from = (int)((long)x * frames / Width), to = (int)((x + 1L) * frames / Width);
        float high = -1, low = 1;
        for (int i = from; i < to; i++)
        {
            float value = stereo[(2 * i) + channel];
            (high, low) = (Math.Max(high, value), Math.Min(low, value));
        }

        return (x, Math.Max(high, low), Math.Min(high, low));
    }
}
