using System.Buffers.Binary;
using SessionService.Audio.Tests.Support;
using SessionService.Audio.Wav;

namespace SessionService.Audio.Tests;

public class WavTests
{
    [Theory]
    [InlineData(WavFormat.Pcm16, 2, 1.0 / 65536)]
    [InlineData(WavFormat.Pcm24, 1, 1.0 / 16777216)]
    [InlineData(WavFormat.Pcm24, 2, 1.0 / 16777216)]
    [InlineData(WavFormat.Float32, 6, 0)]
    public void What_is_written_is_read_back(WavFormat format, int channels, double error)
    {
        float[] noise = Signals.Noise(30_001 * channels, 3);
        using var reader = new WavReader(new MemoryStream(Written(noise, format, channels)));
        Assert.Equal((44_100, channels, format, 30_001L), (reader.SampleRate, reader.Channels, reader.Format, reader.Frames));
        float[] back = new float[noise.Length + (7 * channels)];
        Assert.Equal(noise.Length, reader.Read(back));
        Assert.Equal(0, reader.Read(back.AsSpan(noise.Length)));
        for (int i = 0; i < noise.Length; i++)
        {
            Assert.InRange(Math.Abs(back[i] - noise[i]), 0, error);
        }
    }

    [Theory]
    [InlineData(WavFormat.Pcm16, "pcm_s16le")]
    [InlineData(WavFormat.Pcm24, "pcm_s24le")]
    [InlineData(WavFormat.Float32, "pcm_f32le")]
    public void Ffmpeg_reads_the_same_samples(WavFormat format, string codec)
    {
        Assert.SkipUnless(Tool.Has("ffmpeg") && Tool.Has("ffprobe"), "ffmpeg and ffprobe, the independent readers, are not installed.");
        float[] noise = Signals.Noise(20_000, 4);
        using var file = new TemporaryFile(".wav");
        using var raw = new TemporaryFile(".f32");
        File.WriteAllBytes(file.Path, Written(noise, format, 2));
        string probe = Tool.Run("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,channels,sample_rate,duration_ts", file.Path).Output;
        Assert.Contains($"codec_name={codec}", probe);
        Assert.Contains("duration_ts=10000", probe);
        Tool.Run("ffmpeg", "-v", "error", "-i", file.Path, "-f", "f32le", "-y", raw.Path);
        float[] theirs = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(raw.Path)).ToArray();
        using var reader = new WavReader(File.OpenRead(file.Path));
        float[] ours = new float[noise.Length];
        reader.Read(ours);
        Assert.Equal(theirs, ours);
    }

    [Fact]
    public void Beyond_4_GiB_it_becomes_RF64_and_is_read_so()
    {
        var stream = new FrontOnlyStream();
        float[] block = new float[1 << 20];
        using (var writer = new WavWriter(stream, 48_000, 2, WavFormat.Float32, leaveOpen: true))
        {
            for (int i = 0; i < 1025; i++)
            {
                writer.Write(block);
            }
        }

        const long data = 1025L * (1 << 22);
        byte[] front = stream.Front;
        Assert.Equal("RF64"u8, front.AsSpan(0, 4));
        Assert.Equal(uint.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(front.AsSpan(4)));
        Assert.Equal("ds64"u8, front.AsSpan(12, 4));
        Assert.Equal(stream.Length - 8, BinaryPrimitives.ReadInt64LittleEndian(front.AsSpan(20)));
        Assert.Equal(data, BinaryPrimitives.ReadInt64LittleEndian(front.AsSpan(28)));
        Assert.Equal(data / 8, BinaryPrimitives.ReadInt64LittleEndian(front.AsSpan(36)));
        using var reader = new WavReader(new MemoryStream(front));
        Assert.Equal(data / 8, reader.Frames);
    }

    [Theory]
    [InlineData(0, (byte)'X', "no WAV file")]
    [InlineData(8, (byte)'X', "no WAV file")]
    [InlineData(56, 7, "Format 7")]
    [InlineData(58, 9, "A frame of 4 bytes; 18 were expected")]
    [InlineData(58, 99, "99 channels")]
    [InlineData(68, 3, "A frame of 3 bytes")]
    [InlineData(52, 200, "A fmt chunk of 200 bytes")]
    [InlineData(76, 3, "end within a frame")]
    public void A_wrong_byte_is_a_fault_that_names_it(int offset, byte value, string expected)
    {
        byte[] wav = Written(new float[200], WavFormat.Pcm16, 2);
        wav[offset] = value;
        WavException fault = Assert.Throws<WavException>(() => new WavReader(new MemoryStream(wav)));
        Assert.Contains(expected, fault.Message);
    }

    [Fact]
    public void Every_cut_is_a_fault_and_never_anything_else()
    {
        byte[] wav = Written(new float[200], WavFormat.Float32, 2);
        float[] room = new float[200];
        for (int length = 0; length < wav.Length; length++)
        {
            Assert.Throws<WavException>(() =>
            {
                using var reader = new WavReader(new MemoryStream(wav, 0, length));
                while (reader.Read(room) > 0)
                {
                }
            });
        }
    }

    [Fact]
    public void Any_flipped_byte_is_read_or_a_fault()
    {
        byte[] wav = Written(new float[20], WavFormat.Pcm24, 2);
        float[] room = new float[4096];
        for (int at = 0; at < 100; at++)
        {
            for (int value = 0; value < 256; value += 5)
            {
                byte[] broken = [.. wav];
                broken[at] = (byte)value;
                try
                {
                    using var reader = new WavReader(new MemoryStream(broken));
                    while (reader.Read(room) > 0)
                    {
                    }
                }
                catch (WavException fault)
                {
                    Assert.InRange(fault.Offset, 0, broken.Length);
                }
            }
        }
    }

    [Fact]
    public void Limits_hold()
    {
        byte[] wav = Written(new float[200], WavFormat.Pcm16, 2);
        Assert.Throws<WavException>(() => new WavReader(new MemoryStream(wav), new WavLimits(MaxFrames: 99)));
        Assert.Throws<WavException>(() => new WavReader(new MemoryStream(wav), new WavLimits(MaxChannels: 1)));
        Assert.Throws<WavException>(() => new WavReader(new MemoryStream(wav), new WavLimits(MaxChunks: 2)));
        using var fits = new WavReader(new MemoryStream(wav), new WavLimits(2, 100, 3));
        Assert.Equal(100, fits.Frames);
    }

    private static byte[] Written(float[] samples, WavFormat format, int channels)
    {
        var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, 44_100, channels, format))
        {
            writer.Write(samples.AsSpan(0, samples.Length / 2 / channels * channels));
            writer.Write(samples.AsSpan(samples.Length / 2 / channels * channels));
            Assert.Equal(samples.Length / channels, writer.Frames);
        }

        return stream.ToArray();
    }

    /// <summary>A stream of any length that keeps its first bytes alone.</summary>
    private sealed class FrontOnlyStream : Stream
    {
        private long _length;

        public byte[] Front { get; } = new byte[4096];

        public override bool CanRead => false;

        public override bool CanSeek => true;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get; set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Position < Front.Length)
            {
                buffer[..(int)Math.Min(buffer.Length, Front.Length - Position)].CopyTo(Front.AsSpan((int)Position));
            }

            Position += buffer.Length;
            _length = Math.Max(_length, Position);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
