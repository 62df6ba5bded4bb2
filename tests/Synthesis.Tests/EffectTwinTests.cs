using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SessionService.Music.Styles;
using SessionService.Synthesis.Dsp;
using SessionService.Synthesis.Effects;
using SessionService.Synthesis.Inserts;
using SessionService.Synthesis.Mastering;
using SessionService.Synthesis.Voices;

namespace SessionService.Synthesis.Tests;

/// <summary>What runs over eight samples or four layers at a time, against the same arithmetic one sample at a time in double precision.</summary>
public class EffectTwinTests
{
    [Fact]
    public void Squares_turn_as_one_by_one()
    {
        Vector256<float>[] rows = [.. Enumerable.Range(0, 8).Select(r => Vector256.Create([.. Enumerable.Range(0, 8).Select(c => (float)((r * 8) + c))]))];
        Vector256<float>[] each = [.. rows];
        Squares.Turn(ref rows[0]);
        Squares.TurnEach(ref Unsafe.As<Vector256<float>, float>(ref each[0]));
        Assert.Equal(each, rows);
        Assert.Equal(8f, rows[0][1]);
    }

    [Fact]
    public void The_first_four_columns_turn_alone_as_with_the_others()
    {
        Vector256<float>[] rows = [.. Enumerable.Range(0, 8).Select(r => Vector256.Create([.. Enumerable.Range(0, 8).Select(c => (float)((r * 8) + c))]))];
        Vector256<float>[] each = [.. rows];
        Squares.TurnLower(ref rows[0]);
        Squares.TurnEach(ref Unsafe.As<Vector256<float>, float>(ref each[0]));
        Assert.Equal(each[..4], rows[..4]);
    }

    [Fact]
    public void Driven_layers_equal_their_scalar_twin()
    {
        LayerSums sums = new(3);
        DriveRack rack = new(3);
        rack.Set(1, 2.6f);
        rack.Set(2, 1.4f);
        DriveTwin[] twins = [new(2.6), new(2.6), new(1.4), new(1.4)];
        for (int at = 0, count = 1; at < 2_000; at += count, count = (count % 64) + 1)
        {
            double[][] expected = new double[4][];
            for (int side = 0; side < 4; side++)
            {
                Span<float> to = side % 2 == 0 ? sums.Left(1 + (side / 2)) : sums.Right(1 + (side / 2));
                for (int i = 0; i < count; i++)
                {
                    to[i] = (float)(0.8 * Math.Sin((at + i) * 0.07 * (side + 1)));
                }

                expected[side] = [.. to[..count].ToArray().Select(x => twins[side].Next(x))];
            }

            rack.Process(0b110, count, sums);
            for (int i = 0; i < count; i++)
            {
                Assert.Equal(expected[0][i], sums.Left(1)[i], 1e-4);
                Assert.Equal(expected[1][i], sums.Right(1)[i], 1e-4);
                Assert.Equal(expected[2][i], sums.Left(2)[i], 1e-4);
                Assert.Equal(expected[3][i], sums.Right(2)[i], 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(RoomCharacter.Hall)]
    [InlineData(RoomCharacter.Plate)]
    public void A_room_equals_its_scalar_twin(RoomCharacter character)
    {
        const int Frames = 20_032;
        ReverbShape shape = ReverbShape.Of(character);
        Reverb reverb = new(shape);
        reverb.SetDecay(2.5, 0.4);
        reverb.SetPreDelay(12, 0);
        reverb.Early.HeadFor(0.3f, 0);
        RoomTwin twin = new(shape, 2.5, 0.4, 576, 0.3);
        float[] input = new float[64], left = new float[LayerSums.Room], right = new float[LayerSums.Room];
        double loudest = 0;
        for (int at = 0; at < Frames; at += 64)
        {
            reverb.OnGrid(at);
            for (int i = 0; i < 64; i++)
            {
                input[i] = at + i < 6_000 ? 0.5f * (float)Math.Sin((at + i) * (at + i) * 0.0001) : 0;
            }

            reverb.Process(at, input, at > 6_000, left, right);
            for (int i = 0; i < 64; i++)
            {
                (double l, double r) = twin.Next(at + i, input[i]);
                Assert.Equal(l, left[i], 1e-3);
                Assert.Equal(r, right[i], 1e-3);
                loudest = Math.Max(loudest, Math.Abs(l));
            }
        }

        Assert.True(loudest > 0.05);
    }

    [Fact]
    public void The_bands_equal_their_scalar_twin_and_alike_are_the_whole()
    {
        Bands bands = new();
        float[] left = new float[LayerSums.Room], right = new float[LayerSums.Room];
        static double Share(double hertz) => 1 - Math.Exp(-2 * Math.PI * hertz / 48_000);
        double low = 0, under = 0, side1 = 0, side2 = 0;
        for (int at = 0; at < 4_096; at += 64)
        {
            for (int i = 0; i < 64; i++)
            {
                (left[i], right[i]) = ((float)Math.Sin((at + i) * 0.031), (float)Math.Cos((at + i) * 0.4));
            }

            float[] l = [.. left], r = [.. right];
            bands.Process(0, left, right, 64, Vector128.Create(0.5f, 1.2f, 0.8f, 1.1f), Vector128<float>.Zero);
            for (int i = 0; i < 64; i++)
            {
                double all = 0.5 * (l[i] + r[i]), side = 0.5 * (l[i] - r[i]);
                low += Share(180) * (all - low);
                under += Share(3_600) * (all - under);
                side1 += Share(130) * (side - side1);
                side2 += Share(130) * (side - side1 - side2);
                double mid = (0.5 * low) + (1.2 * (under - low)) + (0.8 * (all - under)), apart = 1.1 * (side - side1 - side2);
                Assert.Equal(mid + apart, left[i], 1e-4);
                Assert.Equal(mid - apart, right[i], 1e-4);
            }
        }
    }

    /// <summary>Half-band filters of two all-pass chains up and down, and the cubic between.</summary>
    private sealed class DriveTwin(double push)
    {
        private static readonly double[] Even = [0.10910604180338343, 0.6334772201668326], Odd = [0.36163258249296687, 0.8774434190209677];
        private readonly double[][] states = [new double[3], new double[3], new double[3], new double[3]];

        public double Next(double x)
        {
            double even = Chain(Even, states[0], x * push), odd = Chain(Odd, states[1], x * push);
            return (Chain(Even, states[2], Bend(odd)) + Chain(Odd, states[3], Bend(even))) / 2 / push;
        }

        private static double Chain(double[] c, double[] s, double x)
        {
            double a = (c[0] * (x - s[1])) + s[0], b = (c[1] * (a - s[2])) + s[1];
            (s[0], s[1], s[2]) = (x, a, b);
            return b;
        }

        private static double Bend(double x) => Math.Clamp(x, -1.5, 1.5) - (Math.Pow(Math.Clamp(x, -1.5, 1.5), 3) * 4 / 27);
    }

    /// <summary>Two all-passes, eight lines with a Hadamard matrix, first reflections.</summary>
    private sealed class RoomTwin(ReverbShape shape, double seconds, double damping, int preDelay, double early)
    {
        private static readonly int[] Rates = [33_107, 38_565, 44_023, 49_481, 54_939, 60_397, 65_855, 71_313];
        private readonly double[] entry = new double[40_000], first = new double[40_000], second = new double[40_000], low = new double[8];
        private readonly double[][] lines = [.. Enumerable.Range(0, 8).Select(_ => new double[40_000])];

        public (double Left, double Right) Next(int n, double input)
        {
            const int Zero = 8_192;
            int at = n + Zero;
            entry[at] = input;
            double x = Pass(first, at, 229, shape.Smear.First, entry[at - preDelay]);
            x = Pass(second, at, 613, shape.Smear.Second, x);
            double[] mixed = new double[8];
            for (int i = 0; i < 8; i++)
            {
                int grid = n & ~63;
                double from = Length(i, grid), back = from + ((Length(i, grid + 64) - from) * (n - grid) / 64);
                int whole = (int)back;
                double near = lines[i][at - whole], far = lines[i][at - whole - 1];
                low[i] += (1 - (0.85 * damping)) * (near + ((back - whole) * (far - near)) - low[i]);
            }

            for (int i = 0; i < 8; i++)
            {
                for (int j = 0; j < 8; j++)
                {
                    double gain = Math.Pow(10, -3 * shape.Lengths[j] / (seconds * 48_000)) / Math.Sqrt(8);
                    mixed[i] += (int.PopCount(i & j) % 2 == 0 ? 1 : -1) * gain * low[j];
                }

                lines[i][at] = mixed[i] + ((i is 1 or 4 or 6 or 7 ? -0.55 : 0.55) * x);
            }

            return (mixed[1] + (early * shape.Left.Sum(w => w.Level * entry[at - w.Distance])),
                mixed[2] + (early * shape.Right.Sum(w => w.Level * entry[at - w.Distance])));
        }

        private double Length(int i, int n) =>
            shape.Lengths[i] + (7 * Math.Sin(2 * Math.PI * unchecked((Rates[i] * n) + (i * 1_640_531_527)) / 4294967296.0));

        private static double Pass(double[] line, int at, int delay, double gain, double x)
        {
            line[at] = x - (gain * line[at - delay]);
            return line[at - delay] + (gain * line[at]);
        }
    }
}
