using SessionService.Audio.Loudness;
using SessionService.Music.Performance;
using SessionService.Synthesis;

namespace SessionService.Render;

/// <summary>
/// How loud every instrument is by itself: its stem, dry, playing a phrase of its kind at velocity 96. Instruments are
/// matched to <see cref="TargetLufs"/>; a style's mix then sets its balance in dB.
/// </summary>
internal static class Levels
{
    /// <summary>Loudness instruments are matched to, LUFS.</summary>
    public const double TargetLufs = -20;

    /// <summary>Prints a line per instrument.</summary>
    public static void Print()
    {
        Console.WriteLine("instrument            LUFS     to target");
        foreach (string name in InstrumentCatalogue.Names)
        {
            double lufs = Measure(name);
            Console.WriteLine(FormattableString.Invariant($"{name,-18} {lufs,8:F2} {TargetLufs - lufs,10:+0.00;-0.00}"));
        }
    }

    /// <summary>Loudness of one instrument, LUFS integrated.</summary>
    public static double Measure(string name)
    {
        const int Seconds = 8, Frames = Seconds * 48_000;
        Renderer renderer = new(new RendererSetup([name], ["lo-fi"], 1, 0));
        renderer.Schedule(Phrase(name, Seconds));
        float[] mix = new float[2 * Frames], stems = new float[renderer.StemCount * 2 * Frames];
        renderer.Process(Frames, mix, stems);
        LoudnessMeter meter = new(48_000, 2);
        meter.Process(stems.AsSpan(0, 2 * Frames));
        return meter.Integrated;
    }

    private static Directive[] Phrase(string name, int seconds)
    {
        List<Directive> list = [];
        void Add(double at, int pitch, double length) => list.Add(
            new((long)(at * 48_000), DirectiveKind.Note, 0, 0, (byte)pitch, 96, 0, (long)(length * 48_000)));
        for (double at = 0; at < seconds - 0.1; at += 2)
        {
            if (name.EndsWith("-kit", StringComparison.Ordinal))
            {
                for (int i = 0; i < 8; i++)
                {
                    Add(at + (i * 0.25), 42, 0.1);
                    int[] drum = [36, 0, 38, 0, 36, 36, 38, 0];
                    if (drum[i] > 0)
                    {
                        Add(at + (i * 0.25), drum[i], 0.1);
                    }
                }
            }
            else if (name.EndsWith("-texture", StringComparison.Ordinal))
            {
                Add(at, 48, 2);
            }
            else if (name.Contains("bass", StringComparison.Ordinal) || name.StartsWith("low-", StringComparison.Ordinal))
            {
                Add(at, 38, 0.9);
                Add(at + 1, 43, 0.9);
            }
            else if (name is "warm-pad" or "string-ensemble" or "electric-piano")
            {
                int[] chord = [53, 57, 60, 64];
                Array.ForEach(chord, key => Add(at, key, 1.9));
            }
            else
            {
                for (int i = 0; i < 4; i++)
                {
                    Add(at + (i * 0.5), 67 + (i * 3), 0.45);
                }
            }
        }

        return [.. list.OrderBy(d => d.Sample)];
    }
}
