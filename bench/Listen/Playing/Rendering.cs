using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
using SessionService.Music.Time;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Offline;

namespace SessionService.Listen.Playing;

/// <summary>A programme as it sounds and as it is written.</summary>
public sealed class Rendering
{
    /// <summary>What was rendered.</summary>
    public required Programme Programme { get; init; }

    /// <summary>The mix, interleaved stereo at 48 kHz.</summary>
    public required float[] Mix { get; init; }

    /// <summary>The layers without textures and effects, before the master, interleaved stereo.</summary>
    public required float[] WithoutTexture { get; init; }

    /// <summary>Mean square of each stem; the last is the shared effects'.</summary>
    public required double[] StemPowers { get; init; }

    /// <summary>The layers, in the order of stems.</summary>
    public required IReadOnlyList<LayerInfo> Layers { get; init; }

    /// <summary>Names of the instruments that may play.</summary>
    public required IReadOnlyList<string> Instruments { get; init; }

    /// <summary>What was written.</summary>
    public required ScoreTape Score { get; init; }

    /// <summary>Clock of the score.</summary>
    public required Timeline Timeline { get; init; }

    /// <summary>Processor time that composing and rendering took.</summary>
    public TimeSpan Cost { get; init; }

    /// <summary>Length, seconds.</summary>
    public double Seconds => Mix.Length / 2.0 / MusicalTime.SampleRate;

    /// <summary>Time of a tick, seconds.</summary>
    /// <param name="tick">A tick.</param>
    public double SecondsAt(long tick) => (double)Timeline.SampleAt(tick) / MusicalTime.SampleRate;

    /// <summary>Bar lines of all whole bars, seconds.</summary>
    public List<double> BarLines()
    {
        List<double> lines = [.. Score.Bars.Select(bar => SecondsAt(bar.Tick))];
        if (Score.Bars.Count > 0)
        {
            lines.Add(SecondsAt(Score.Bars[^1].Tick + Score.Bars[^1].Ticks));
        }

        lines.RemoveAll(line => line > Seconds);
        return lines;
    }

    /// <summary>Renders.</summary>
    /// <param name="programme">What.</param>
    /// <param name="seconds">How long.</param>
    public static Rendering Of(Programme programme, double seconds)
    {
        ScoreTape score = new();
        TimeSpan began = Environment.CpuUsage.TotalTime;
        SessionEngine engine = new(programme.Map, 0, programme.Seed, new RuleComposer(), score);
        int frames = (int)(seconds * MusicalTime.SampleRate);
        float[] mix = new float[2 * frames], bare = new float[2 * frames];
        double[] powers = new double[engine.StemCount];
        IReadOnlyList<LayerInfo> layers = engine.Performance.Layers;
        int at = 0;
        OfflineRenderer.Render(engine, programme.Commands, frames, true, (block, stems) =>
        {
            block.CopyTo(mix.AsSpan(at));
            for (int stem = 0; stem < powers.Length; stem++)
            {
                ReadOnlySpan<float> one = stems.Slice(stem * block.Length, block.Length);
                bool isBare = stem < layers.Count && layers[stem].Part != Part.Texture;
                powers[stem] += Collect(one, isBare ? bare.AsSpan(at, block.Length) : []);
            }

            at += block.Length;
        });
        return new Rendering
        {
            Programme = programme, Mix = mix, WithoutTexture = bare, Score = score, Layers = layers,
            StemPowers = [.. powers.Select(power => power / (2 * frames))], Timeline = engine.Performance.Timeline, Instruments = engine.Performance.Instruments,
            Cost = Environment.CpuUsage.TotalTime - began,
        };
    }

    private static double Collect(ReadOnlySpan<float> stem, Span<float> sum)
    {
        double power = 0;
        for (int i = 0; i < stem.Length; i++)
        {
            power += stem[i] * stem[i];
        }

        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += stem[i];
        }

        return power;
    }
}
