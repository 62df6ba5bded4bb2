using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using SessionService.Listen.Analysis;
using SessionService.Listen.Corridors;
using SessionService.Listen.Dsp;
using SessionService.Listen.Playing;
using SessionService.Music.Styles;

namespace SessionService.Listen.Goldens;

/// <summary>Renders styles and takes their fingerprints.</summary>
public static class GoldenMaker
{
    /// <summary>Length of a golden render, seconds.</summary>
    public const int Seconds = 8;

    private const ulong Seed = 88;
    private const int Frame = 4_096;

    /// <summary>The golden of a style as it sounds now.</summary>
    /// <param name="style">The style.</param>
    public static Golden Of(Style style)
    {
        Programme programme = new(style.Name, style.Name, style.Name, StyleMap.Of(style, 0.6), 0.6, [], Seed);
        float[] mix = Rendering.Of(programme, Seconds).Mix;
        return new Golden(
            style.Name, Arithmetic(), Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<float>(mix))),
            Math.Round(LoudnessCurve.Of(mix).Integrated, 2), Octaves(mix));
    }

    /// <summary>Writes a file for every style.</summary>
    /// <param name="folder">Where to.</param>
    public static void WriteAll(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (Style style in StyleCatalogue.All)
        {
            File.WriteAllText(Path.Combine(folder, style.Name + ".json"), Of(style).ToJson());
        }
    }

    /// <summary>
    /// Fingerprint of what the samples depend on beside the code: fused multiply-add, and the bits of the mathematical
    /// functions, which come from the operating system's library.
    /// </summary>
    public static string Arithmetic()
    {
        List<double> values = [Fma.IsSupported ? 1 : 0];
        for (int i = 1; i <= 400; i++)
        {
            double x = i * 0.037;
            values.AddRange([Math.Sin(x), Math.Cos(x), Math.Tan(x / 10), Math.Exp(-x), Math.Log(x), Math.Pow(2, x / 3), Math.Tanh(x / 4), Math.Log2(x)]);
            values.AddRange([MathF.Sin((float)x), MathF.Exp((float)-x), MathF.Pow(2, (float)x / 3), MathF.Tanh((float)x / 4)]);
        }

        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<double>(values.ToArray())))[..16];
    }

    private static double[][] Octaves(float[] mix)
    {
        FramePower power = new(Frame);
        float[] left = new float[Frame], right = new float[Frame], l = new float[power.Bins], r = new float[power.Bins];
        double[][] result = new double[Seconds][];
        for (int second = 0; second < Seconds; second++)
        {
            double[] sums = new double[StyleCorridors.Octaves.Count];
            int frames = 0;
            for (int at = second * 48_000; at + Frame <= (second + 1) * 48_000; at += Frame / 2, frames++)
            {
                for (int i = 0; i < Frame; i++)
                {
                    (left[i], right[i]) = (mix[2 * (at + i)], mix[(2 * (at + i)) + 1]);
                }

                power.Pair(left, right, l, r);
                Add(l, r, sums);
            }

            result[second] = [.. sums.Select(sum => Math.Round(Decibel.OfPower(sum / frames), 1))];
        }

        return result;
    }

    private static void Add(float[] left, float[] right, double[] sums)
    {
        for (int k = 1; k < left.Length; k++)
        {
            int octave = (int)Math.Round(Math.Log2(k * 48_000.0 / Frame / 31.25));
            if (octave >= 0 && octave < sums.Length)
            {
                sums[octave] += left[k] + right[k];
            }
        }
    }
}
