using SessionService.Listen.Dsp;

namespace SessionService.Listen.Analysis;

/// <summary>Peak, mean and silence.</summary>
/// <param name="PeakDb">Highest sample, dBFS.</param>
/// <param name="RmsDb">Root mean square of both channels, dBFS.</param>
/// <param name="OffsetDb">Mean of the louder channel's samples, dBFS: a direct current that does not sound but costs headroom.</param>
/// <param name="SilenceSeconds">Longest time below <see cref="SilenceDb"/>.</param>
/// <param name="SilenceAtSeconds">Where that begins.</param>
/// <param name="NotFinite">Samples that are not numbers.</param>
public readonly record struct Level(
    double PeakDb, double RmsDb, double OffsetDb, double SilenceSeconds, double SilenceAtSeconds, int NotFinite)
{
    /// <summary>Root mean square of 10 ms below which it is silent, dBFS.</summary>
    public const double SilenceDb = -60;

    /// <summary>Peak above mean, dB.</summary>
    public double CrestDb => PeakDb - RmsDb;

    /// <summary>Measures.</summary>
    /// <param name="stereo">Interleaved, 48 kHz.</param>
    public static Level Of(ReadOnlySpan<float> stereo)
    {
        const int Block = 960;
        double peak = 0, energy = 0, left = 0, right = 0;
        int quiet = 0, longest = 0, longestEnd = 0, notFinite = 0;
        for (int at = 0; at < stereo.Length; at += Block)
        {
            ReadOnlySpan<float> block = stereo[at..Math.Min(stereo.Length, at + Block)];
            double sum = 0;
            for (int i = 0; i + 1 < block.Length; i += 2)
            {
                (float l, float r) = (block[i], block[i + 1]);
                if (!float.IsFinite(l) || !float.IsFinite(r))
                {
                    notFinite++;
                    continue;
                }

                peak = Math.Max(peak, Math.Max(Math.Abs(l), Math.Abs(r)));
                sum += (l * l) + (r * r);
                left += l;
                right += r;
            }

            energy += sum;
            quiet = Decibel.OfPower(sum / block.Length) < SilenceDb ? quiet + 1 : 0;
            (longest, longestEnd) = quiet > longest ? (quiet, at + Block) : (longest, longestEnd);
        }

        double frames = Math.Max(1, stereo.Length / 2.0), silence = longest * Block / 2 / 48_000.0;
        return new Level(
            Decibel.OfAmplitude(peak), Decibel.OfPower(energy / (2 * frames)),
            Decibel.OfAmplitude(Math.Max(Math.Abs(left), Math.Abs(right)) / frames), silence,
            Math.Max(0, (longestEnd / 2 / 48_000.0) - silence), notFinite);
    }
}
