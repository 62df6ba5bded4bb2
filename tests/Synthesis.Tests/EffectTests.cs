using SessionService.Music.Styles;
using SessionService.Synthesis.Effects;

namespace SessionService.Synthesis.Tests;

public class EffectTests
{
    [Theory]
    [InlineData(1.4)]
    [InlineData(3.2)]
    [InlineData(6.0)]
    public void The_room_rings_as_long_as_asked(double seconds)
    {
        Reverb reverb = new(ReverbShape.Of(RoomCharacter.Hall));
        reverb.SetDecay(seconds, 0);
        reverb.SetPreDelay(10, 0);
        float[] heard = Impulse((int)(seconds * 48_000) / 64 * 64, (at, input, left, right) =>
        {
            reverb.OnGrid(at);
            reverb.Process(at, input, at > 0, left, right);
        });

        // Schroeder's backward integration; the slope between −5 and −35 dB, twice.
        // As rooms are measured, in the middle of the spectrum: two poles at 1 kHz.
        double[] left = new double[heard.Length / 2];
        double sum = 0, low = 0, lower = 0;
        for (int i = 0; i < left.Length; i++)
        {
            low += 0.123 * (heard[2 * i] - low);
            left[i] = lower += 0.123 * (low - lower);
        }

        for (int i = left.Length - 1; i >= 0; i--)
        {
            left[i] = sum += left[i] * left[i];
        }

        int from = Array.FindIndex(left, e => e < left[0] * Math.Pow(10, -0.5));
        int to = Array.FindIndex(left, e => e < left[0] * Math.Pow(10, -3.5));
        Assert.InRange((to - from) * 2 / 48_000.0 / seconds, 0.9, 1.1);
    }

    [Fact]
    public void Highs_die_sooner_in_a_damped_room()
    {
        double Late(double damping)
        {
            Reverb reverb = new(ReverbShape.Of(RoomCharacter.Hall));
            reverb.SetDecay(3, damping);
            float[] heard = Impulse(48_000, (at, input, left, right) =>
            {
                reverb.OnGrid(at);
                reverb.Process(at, input, at > 0, left, right);
            });
            double bright = 0;
            for (int i = 48_000; i < heard.Length - 2; i += 2)
            {
                bright += Math.Pow(heard[i + 2] - heard[i], 2);
            }

            return bright;
        }

        Assert.True(Late(0.6) < 0.05 * Late(0));
    }

    [Fact]
    public void The_echo_repeats_exactly_on_its_time()
    {
        StereoEcho echo = new();
        echo.HeadFor(6_000, 0.5f, 1, 0);
        float[] heard = Impulse(20_032, (at, input, left, right) =>
        {
            echo.OnGrid();
            left.Clear();
            right.Clear();
            echo.Process(at, input, input, at > 0, left, right);
        });
        Assert.Equal(6_000, Array.FindIndex(heard, x => Math.Abs(x) > 1e-6f) / 2);
        float first = heard.AsSpan(2 * 5_900, 400).ToArray().Max(), second = heard.AsSpan(2 * 11_900, 400).ToArray().Max();
        Assert.InRange(second / first, 0.2, 0.5);
        Assert.InRange(Array.FindIndex(heard, 2 * 7_000, x => x == second) / 2, 12_000, 12_002);
    }

    private delegate void Block(long at, Span<float> input, Span<float> left, Span<float> right);

    /// <summary>The answer to one impulse, stereo.</summary>
    private static float[] Impulse(int frames, Block process)
    {
        float[] heard = new float[2 * frames], input = new float[64], left = new float[72], right = new float[72];
        for (int at = 0; at < frames; at += 64)
        {
            Array.Clear(input);
            input[0] = at == 0 ? 1 : 0;
            process(at, input, left, right);
            for (int i = 0; i < 64; i++)
            {
                (heard[2 * (at + i)], heard[(2 * (at + i)) + 1]) = (left[i], right[i]);
            }
        }

        return heard;
    }
}
