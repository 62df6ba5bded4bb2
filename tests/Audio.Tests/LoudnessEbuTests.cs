using SessionService.Audio.Loudness;
using static SessionService.Audio.Tests.Support.Signals;

namespace SessionService.Audio.Tests;

/// <summary>The minimum requirements signals of EBU Tech 3341 (table 1) and 3342 (table 1) that can be synthesised.</summary>
public class LoudnessEbuTests
{
    private const double Tolerance = 0.1;

    [Theory]
    [InlineData(-23)]
    [InlineData(-33)]
    public void Cases_1_and_2_a_steady_tone_reads_its_level(double level)
    {
        LoudnessMeter meter = Hear([Stereo(20, level)]);
        Near(level, meter.Momentary);
        Near(level, meter.ShortTerm);
        Near(level, meter.Integrated);
        Assert.Equal(level, meter.TruePeakDb, 0.2);
    }

    [Fact]
    public void Case_3_the_relative_gate_leaves_quiet_ends_out()
    {
        Near(-23, Hear([Stereo(10, -36), Stereo(60, -23), Stereo(10, -36)]).Integrated);
    }

    [Fact]
    public void Case_4_the_absolute_gate_leaves_near_silence_out()
    {
        Near(-23, Hear([Stereo(10, -72), Stereo(10, -36), Stereo(60, -23), Stereo(10, -36), Stereo(10, -72)]).Integrated);
    }

    [Fact]
    public void Case_5_levels_average_by_energy()
    {
        Near(-23, Hear([Stereo(20, -26), Stereo(20.1, -20), Stereo(20, -26)]).Integrated);
    }

    [Fact]
    public void Case_6_surround_channels_have_their_weights()
    {
        Near(-23, Hear([Tone(20, 1000, [-28, -28, -24, -30, -30])], 5).Integrated);
        Near(-23, Hear([Tone(20, 1000, [-28, -28, -24, 0, -30, -30])], 6).Integrated);
    }

    [Fact]
    public void Case_9_short_term_is_steady_on_a_three_second_pattern()
    {
        var meter = new LoudnessMeter(Rate, 2);
        double heard = 0;
        for (int i = 0; i < 5; i++)
        {
            foreach ((double seconds, double level) in new[] { (1.34, -20.0), (1.66, -30.0) })
            {
                HearHops(meter, Stereo(seconds, level), span =>
                {
                    heard += span;
                    if (heard >= 3)
                    {
                        Near(-23, meter.ShortTerm);
                    }
                });
            }
        }
    }

    [Fact]
    public void Case_10_a_three_second_tone_reaches_its_level_wherever_it_begins()
    {
        for (int i = 0; i < 20; i++)
        {
            Near(-23, Hear([Silence(i * 0.15), Stereo(3, -23), Silence(1)]).MaxShortTerm);
        }
    }

    [Fact]
    public void Case_11_successive_tones_each_reach_their_level()
    {
        var meter = new LoudnessMeter(Rate, 2);
        for (int i = 0; i < 20; i++)
        {
            meter.Process(Silence(i * 0.15));
            meter.Process(Stereo(3, -38 + i));
            meter.Process(Silence(3 - (i * 0.15)));
            Near(-38 + i, meter.MaxShortTerm);
        }
    }

    [Fact]
    public void Case_12_momentary_is_steady_on_a_400_ms_pattern()
    {
        var meter = new LoudnessMeter(Rate, 2);
        double heard = 0;
        for (int i = 0; i < 25; i++)
        {
            foreach ((double seconds, double level) in new[] { (0.18, -20.0), (0.22, -30.0) })
            {
                HearHops(meter, Stereo(seconds, level), span =>
                {
                    heard += span;
                    if (heard >= 1)
                    {
                        Near(-23, meter.Momentary);
                    }
                });
            }
        }
    }

    [Fact]
    public void Case_13_a_400_ms_tone_reaches_its_level_wherever_it_begins()
    {
        for (int i = 0; i < 20; i++)
        {
            Near(-23, Hear([Silence(i * 0.02), Stereo(0.4, -23), Silence(1)]).MaxMomentary);
        }
    }

    [Fact]
    public void Case_14_successive_short_tones_each_reach_their_level()
    {
        var meter = new LoudnessMeter(Rate, 2);
        for (int i = 0; i < 20; i++)
        {
            meter.Process(Silence(i * 0.02));
            meter.Process(Stereo(0.4, -38 + i));
            meter.Process(Silence(0.4 - (i * 0.02)));
            Near(-38 + i, meter.MaxMomentary);
        }
    }

    [Theory]
    [InlineData(4, 0, 0.5, -6)]
    [InlineData(4, 45, 0.5, -6)]
    [InlineData(6, 60, 0.5, -6)]
    [InlineData(8, 67.5, 0.5, -6)]
    [InlineData(4, 45, 1.41, 3)]
    public void Cases_15_to_19_true_peaks_between_samples_are_found(int divisor, double phase, double amplitude, double expected)
    {
        double level = 20 * Math.Log10(amplitude);
        float[] tone = Tone(1, (double)Rate / divisor, [level, level], Rate, phase);

        // Faded in and out over 10 ms: a tone that starts at once really peaks above its own level.
        for (int i = 0; i < 960; i++)
        {
            tone[i] *= i / 960f;
            tone[^(i + 1)] *= i / 960f;
        }

        double peak = Hear([tone]).TruePeakDb;
        Assert.InRange(peak, expected - 0.4, expected + 0.2);
    }

    [Theory]
    [InlineData(10, new double[] { -20, -30 })]
    [InlineData(5, new double[] { -20, -15 })]
    [InlineData(20, new double[] { -40, -20 })]
    [InlineData(15, new double[] { -50, -35, -20, -35, -50 })]
    public void Tech_3342_cases_1_to_4_loudness_range(double expected, double[] levels)
    {
        double range = Hear([.. levels.Select(level => Stereo(20, level))]).Range;
        Assert.Equal(expected, range, 1.0);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(96_000)]
    [InlineData(32_000)]
    public void Other_rates_read_the_same(int rate)
    {
        var meter = new LoudnessMeter(rate, 2);
        meter.Process(Stereo(5, -23, rate));
        Near(-23, meter.Integrated);
    }

    [Fact]
    public void The_filter_at_48_kHz_is_the_recommendations_table()
    {
        KWeighting.Biquad shelf = KWeighting.Biquad.Shelf(48_000);
        KWeighting.Biquad highPass = KWeighting.Biquad.HighPass(48_000);
        double[] ours = [shelf.B0, shelf.B1, shelf.B2, shelf.A1, shelf.A2, highPass.A1, highPass.A2];
        double[] table =
        [
            1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
            -1.99004745483398, 0.99007225036621,
        ];
        Assert.All(ours.Zip(table), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    private static LoudnessMeter Hear(float[][] parts, int channels = 2)
    {
        var meter = new LoudnessMeter(Rate, channels);
        foreach (float[] part in parts)
        {
            meter.Process(part);
        }

        return meter;
    }

    private static void HearHops(LoudnessMeter meter, float[] samples, Action<double> after)
    {
        for (int at = 0; at < samples.Length; at += 960)
        {
            int count = Math.Min(960, samples.Length - at);
            meter.Process(samples.AsSpan(at, count));
            after(count / 2.0 / Rate);
        }
    }

    private static void Near(double expected, double actual)
    {
        Assert.Equal(expected, actual, Tolerance);
    }
}
