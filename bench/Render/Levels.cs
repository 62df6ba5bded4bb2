using System.Globalization;
using System.Text;
using SessionService.Audio.Loudness;
using SessionService.Music.Performance;
using SessionService.Synthesis;
using SessionService.Synthesis.Instruments;

namespace SessionService.Render;

/// <summary>
/// How loud every instrument is by itself: its stem, dry, playing a phrase of its kind in the middle of its range at
/// velocity 96. Instruments are matched to <see cref="TargetLufs"/>; a style's mix then sets its balance in dB.
/// </summary>
internal static class Levels
{
    /// <summary>Loudness instruments are matched to, LUFS.</summary>
    public const double TargetLufs = -20;

    private const int Seconds = 8;

    /// <summary>Prints a line per instrument; with a path, writes the table of levels anew.</summary>
    public static void Print(string? path)
    {
        StringBuilder table = new();
        foreach (string name in InstrumentCatalogue.Names.Order(StringComparer.Ordinal))
        {
            double lufs = Measure(name), level = InstrumentCatalogue.Get(name).LevelDb + TargetLufs - lufs;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {lufs,8:F2} {TargetLufs - lufs,10:+0.00;-0.00}"));
            table.AppendLine(CultureInfo.InvariantCulture, $"        [\"{name}\"] = {level:F1},");
        }

        if (path is not null)
        {
            string source = File.ReadAllText(path);
            int from = source.IndexOf("    {\n", source.IndexOf("Dictionary", StringComparison.Ordinal), StringComparison.Ordinal) + 6;
            int to = source.IndexOf("    };", from, StringComparison.Ordinal);
            File.WriteAllText(path, source[..from] + table + source[to..]);
        }
    }

    /// <summary>Loudness of one instrument, LUFS integrated.</summary>
    public static double Measure(string name, int velocity = 96)
    {
        LoudnessMeter meter = new(48_000, 2);
        meter.Process(Stem(name, velocity, Seconds));
        return meter.Integrated;
    }

    /// <summary>The instrument's stem, interleaved stereo.</summary>
    public static float[] Stem(string name, int velocity, int seconds)
    {
        int frames = seconds * 48_000;
        Renderer renderer = new(new RendererSetup([name], ["lo-fi"], 1, 0));
        renderer.Schedule(Phrase(InstrumentCatalogue.Get(name), (byte)velocity, seconds));
        float[] mix = new float[2 * frames], stems = new float[renderer.StemCount * 2 * frames];
        renderer.Process(frames, mix, stems);
        return stems[..(2 * frames)];
    }

    private static Directive[] Phrase(Instrument instrument, byte velocity, int seconds)
    {
        List<Directive> list = [];
        void Add(double at, int pitch, double length) => list.Add(
            new((long)(at * 48_000), DirectiveKind.Note, 0, 0, (byte)pitch, velocity, 0, (long)(length * 48_000)));
        int middle = (instrument.Range.Lowest + instrument.Range.Highest) / 2;
        for (double at = 0; at < seconds - 0.1; at += 2)
        {
            switch (instrument.Kind)
            {
                case InstrumentKind.Kit:
                    Beat(at, Add);
                    break;
                case InstrumentKind.Texture:
                    Add(at, 48, 2);
                    break;
                case InstrumentKind.Bass:
                    Add(at, Math.Clamp(38, instrument.Range.Lowest, instrument.Range.Highest), 0.9);
                    Add(at + 1, 43, 0.9);
                    break;
                case InstrumentKind.Chords:
                    Array.ForEach([53, 57, 60, 64], key => Add(at, key, 1.9));
                    break;
                default:
                    int key = Math.Clamp(71, instrument.Range.Lowest + 5, Math.Max(instrument.Range.Lowest + 5, Math.Min(middle + 5, instrument.Range.Highest - 5)));
                    Array.ForEach([0, 1, 2, 3], i => Add(at + (i * 0.5), key - 4 + (i * 3), 0.45));
                    break;
            }
        }

        return [.. list.OrderBy(d => d.Sample)];
    }

    private static void Beat(double at, Action<double, int, double> add)
    {
        int[] drum = [36, 0, 38, 0, 36, 36, 38, 0];
        for (int i = 0; i < drum.Length; i++)
        {
            add(at + (i * 0.25), 42, 0.1);
            if (drum[i] > 0)
            {
                add(at + (i * 0.25), drum[i], 0.1);
            }
        }
    }
}
