using SessionService.Synthesis.Effects;
using SessionService.Synthesis.Mixing;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Tests;

/// <summary>What passes over memory once against the same arithmetic, a sample at a time.</summary>
public class MixTwinTests
{
    [Theory]
    [InlineData(64, true, 0.3f, 0.2f)]
    [InlineData(64, false, 0f, 0.2f)]
    [InlineData(13, true, 0.3f, 0f)]
    [InlineData(1, false, 0f, 0f)]
    public void A_layer_joins_the_bus_as_one_by_one(int count, bool moving, float echo, float chorus)
    {
        Bus bus = new();
        LayerSums sums = new(2);
        Fill(sums.Left(1), 0.3);
        Fill(sums.Right(1), 0.7);
        Fill(sums.Send(1), 1.1);
        Fill(bus.Left, 0.2);
        Fill(bus.EchoRight, 0.9);
        float[] levels = new float[LayerSums.Room], l = [.. sums.Left(1)], r = [.. sums.Right(1)], s = [.. sums.Send(1)];
        float[] left = [.. bus.Left], echoRight = [.. bus.EchoRight];
        Fill(levels, 0.05);
        LayerSend.Add(ref sums.At(1), moving ? levels : default, new SendLevels(0.8f, echo, chorus), kept: true, ref bus.First, count);
        for (int i = 0; i < count; i++)
        {
            double level = moving ? levels[i] : 0.8f;
            Assert.Equal(left[i] + (level * l[i]), bus.Left[i], 1e-6);
            Assert.Equal(level * r[i], bus.Right[i], 1e-6);
            Assert.Equal(level * s[i], bus.Reverb[i], 1e-6);
            Assert.Equal(chorus * level * (l[i] + (double)r[i]), bus.Chorus[i], 1e-6);
            Assert.Equal(echo * level * l[i], bus.EchoLeft[i], 1e-6);
            Assert.Equal(echoRight[i] + (echo * level * r[i]), bus.EchoRight[i], 1e-6);
            Assert.Equal(level * l[i], sums.Left(1)[i], 1e-6);
            Assert.Equal(level * r[i], sums.Right(1)[i], 1e-6);
        }
    }

    [Fact]
    public void An_echo_equals_its_scalar_twin()
    {
        const int Distance = 500, Frames = 8_192;
        const float Repeats = 0.6f, Level = 0.4f;
        StereoEcho echo = new();
        echo.HeadFor(Distance, Repeats, Level, 0);
        double[] lineLeft = new double[Frames], lineRight = new double[Frames];
        float[] left = new float[LayerSums.Room], right = new float[LayerSums.Room], inLeft = new float[64], inRight = new float[64];
        double lowLeft = 0, lowRight = 0, loudest = 0;
        for (int at = 0, count = 0; at < Frames; at += count)
        {
            // Chunks of all lengths, none over a grid point.
            count = Math.Min(64 - (at % 64), 1 + (at * 7 % 64));
            if (at % 64 == 0)
            {
                echo.OnGrid();
            }

            for (int i = 0; i < count; i++)
            {
                (inLeft[i], inRight[i]) = at + i < 900 ? ((float)Math.Sin((at + i) * 0.05), (float)Math.Cos((at + i) * 0.21)) : (0, 0);
            }

            left.AsSpan().Clear();
            right.AsSpan().Clear();
            echo.Process(at, inLeft.AsSpan(0, count), inRight.AsSpan(0, count), silent: false, left, right);
            for (int i = 0; i < count; i++)
            {
                int n = at + i;
                lowLeft = (0.35 * lowLeft) + (0.65 * (n < Distance ? 0 : lineLeft[n - Distance]));
                lowRight = (0.35 * lowRight) + (0.65 * (n < Distance ? 0 : lineRight[n - Distance]));
                lineLeft[n] = (Repeats * (lowLeft + (0.3 * (lowRight - lowLeft)))) + inLeft[i];
                lineRight[n] = (Repeats * (lowRight + (0.3 * (lowLeft - lowRight)))) + inRight[i];
                Assert.Equal(Level * lowLeft, left[i], 1e-5);
                Assert.Equal(Level * lowRight, right[i], 1e-5);
                loudest = Math.Max(loudest, Math.Abs(left[i]));
            }
        }

        Assert.True(loudest > 0.1);
    }

    private static void Fill(Span<float> buffer, double rate)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            buffer[i] = (float)Math.Sin((i + 1) * rate);
        }
    }
}
