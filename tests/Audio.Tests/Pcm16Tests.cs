using FsCheck;
using FsCheck.Fluent;
using SessionService.Audio.Pcm;

namespace SessionService.Audio.Tests;

public class Pcm16Tests
{
    [Theory]
    [InlineData(0f, 0)]
    [InlineData(1f, 32767)]
    [InlineData(-1f, -32768)]
    [InlineData(2f, 32767)]
    [InlineData(-2f, -32768)]
    [InlineData(float.PositiveInfinity, 32767)]
    [InlineData(float.NegativeInfinity, -32768)]
    [InlineData(float.NaN, 0)]
    [InlineData(0.5f / 32768, 0)]
    [InlineData(1.5f / 32768, 2)]
    [InlineData(2.5f / 32768, 2)]
    [InlineData(-1.5f / 32768, -2)]
    [InlineData(0.5f, 16384)]
    public void A_sample_becomes(float sample, short expected)
    {
        Assert.Equal(expected, Pcm16.FromFloat(sample));
        short[] wide = new short[67];
        float[] many = new float[67];
        Array.Fill(many, sample);
        Pcm16.FromFloat(many, wide);
        Assert.All(wide, value => Assert.Equal(expected, value));
    }

    [Fact]
    public void Vectors_and_scalars_agree_to_the_bit_on_any_float()
    {
        // Any 32 bits at all: NaNs with payloads, denormals, infinities.
        Prop.ForAll<int[]>(bits =>
        {
            float[] samples = [.. bits.SelectMany(b => new[] { BitConverter.Int32BitsToSingle(b), b / 1e5f, (b % 70000) / 65536f })];
            short[] vectors = new short[samples.Length];
            short[] scalars = new short[samples.Length];
            Pcm16.FromFloat(samples, vectors);
            Pcm16.FromFloatScalar(samples, scalars);
            return vectors.AsSpan().SequenceEqual(scalars);
        }).QuickCheckThrowOnFailure();
        short[] wide = new short[100_003];
        float[] noise = Support.Signals.Noise(100_003, 7, 1.3);
        noise[50] = float.NaN;
        short[] narrow = new short[noise.Length];
        Pcm16.FromFloat(noise, wide);
        Pcm16.FromFloatScalar(noise, narrow);
        Assert.Equal(narrow, wide);
    }

    [Fact]
    public void Every_16_bit_value_survives_the_way_there_and_back()
    {
        short[] all = [.. Enumerable.Range(short.MinValue, 65_536).Select(value => (short)value)];
        float[] floats = new float[all.Length];
        float[] scalars = new float[all.Length];
        short[] back = new short[all.Length];
        Pcm16.ToFloat(all, floats);
        Pcm16.ToFloatScalar(all, scalars);
        Pcm16.FromFloat(floats, back);
        Assert.Equal(all, back);
        Assert.Equal(scalars, floats);
    }

    [Fact]
    public void Bytes_are_little_endian_and_come_back()
    {
        byte[] bytes = new byte[4];
        Pcm16.ToBytes([258f / 32768, -1f], bytes);
        Assert.Equal([0x02, 0x01, 0x00, 0x80], bytes);
        float[] back = new float[2];
        Pcm16.FromBytes(bytes, back);
        Assert.Equal([258f / 32768, -1f], back);
    }

    [Fact]
    public void Channels_weave_and_part_without_changing_a_bit()
    {
        foreach (int frames in new[] { 0, 1, 7, 8, 15, 64, 1001 })
        {
            float[] left = Support.Signals.Noise(frames, 1);
            float[] right = Support.Signals.Noise(frames, 2);
            float[] woven = new float[2 * frames];
            float[] scalar = new float[2 * frames];
            Interleaving.Interleave(left, right, woven);
            Interleaving.InterleaveScalar(left, right, scalar);
            Assert.Equal(scalar, woven);
            Assert.Equal([.. left.Zip(right).SelectMany(pair => new[] { pair.First, pair.Second })], woven);
            float[] l = new float[frames];
            float[] r = new float[frames];
            Interleaving.Deinterleave(woven, l, r);
            Assert.Equal(left, l);
            Assert.Equal(right, r);
        }
    }

    [Fact]
    public void Room_that_is_too_small_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Pcm16.FromFloat(new float[3], new short[2]));
        Assert.Throws<ArgumentException>(() => Pcm16.ToBytes(new float[3], new byte[5]));
        Assert.Throws<ArgumentException>(() => Interleaving.Interleave(new float[3], new float[2], new float[6]));
    }
}
