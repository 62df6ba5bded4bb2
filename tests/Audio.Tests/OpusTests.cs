using System.Runtime.InteropServices;
using SessionService.Audio.Ogg;
using SessionService.Audio.Opus;
using SessionService.Audio.Tests.Support;

namespace SessionService.Audio.Tests;

public class OpusTests
{
    public OpusTests()
    {
        Assert.SkipUnless(OpusLibrary.IsAvailable, OpusLibrary.UnavailableReason ?? string.Empty);
    }

    [Fact]
    public void The_library_names_itself()
    {
        Assert.StartsWith("libopus", OpusLibrary.Version);
        Assert.Null(OpusLibrary.UnavailableReason);
    }

    [Fact]
    public void A_sample_comes_out_lookahead_samples_later()
    {
        using var encoder = new OpusEncoder();
        Assert.InRange(encoder.Lookahead, 1, 1000);
        float[] music = Signals.Programme(2, 11);
        float[] decoded = Decode(Encode(encoder, music));
        int best = Enumerable.Range(0, 1000).MaxBy(delay => Correlation(music, decoded, delay));
        Assert.Equal(encoder.Lookahead, best);
        Assert.True(Correlation(music, decoded, best) > 0.95);
    }

    [Fact]
    public void Packets_hold_to_the_bit_rate_and_to_their_largest_size()
    {
        using var encoder = new OpusEncoder(new OpusEncoderOptions(BitrateBps: 64_000, VariableBitrate: false));
        List<byte[]> packets = Encode(encoder, Signals.Programme(2, 12));
        Assert.All(packets, packet => Assert.Equal(160, packet.Length));
        using var highest = new OpusEncoder(new OpusEncoderOptions(BitrateBps: 510_000));
        Assert.All(Encode(highest, Signals.Noise(96_000, 1, 1)), packet => Assert.InRange(packet.Length, 1, OpusEncoder.MaxPacketBytes));
    }

    [Fact]
    public void The_same_audio_gives_the_same_packets_also_after_a_reset()
    {
        float[] music = Signals.Programme(1, 13);
        using var first = new OpusEncoder();
        using var second = new OpusEncoder();
        List<byte[]> packets = Encode(first, music);
        Encode(second, Signals.Noise(19_200, 2));
        second.Reset();
        Assert.Equal(packets, Encode(second, music));
    }

    [Fact]
    public void Encoding_allocates_nothing()
    {
        using var encoder = new OpusEncoder();
        float[] frame = Signals.Noise(1920, 3);
        byte[] packet = new byte[OpusEncoder.MaxPacketBytes];
        Assert.Equal(0, Allocation.Of(() => encoder.Encode(frame, packet)));
    }

    [Fact]
    public void A_lost_packet_is_concealed_and_a_broken_one_is_refused()
    {
        using var decoder = new OpusDecoder();
        float[] pcm = new float[1920];
        Assert.Equal(960, decoder.Decode([], pcm));
        Assert.Equal(-4, Assert.Throws<OpusException>(() => decoder.Decode([0xFF, 0xFF, 0xFF], pcm)).Code);
    }

    [Fact]
    public void What_it_cannot_encode_is_refused()
    {
        using var encoder = new OpusEncoder();
        Assert.Throws<ArgumentException>(() => encoder.Encode(new float[960], new byte[1276]));
        Assert.Throws<ArgumentException>(() => encoder.Encode(new float[1920], []));
        Assert.Throws<ArgumentException>(() => new OpusEncoder(new OpusEncoderOptions(Channels: 3)));
        Assert.Throws<ArgumentException>(() => new OpusEncoder(new OpusEncoderOptions(Complexity: 11)));
        Assert.Throws<ArgumentException>(() => new OpusEncoder(new OpusEncoderOptions(BitrateBps: 1)));
        encoder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => encoder.Encode(new float[1920], new byte[1276]));
    }

    [Fact]
    public void Ffmpeg_decodes_the_Ogg_file_to_exactly_the_audio()
    {
        Assert.SkipUnless(Tool.Has("ffmpeg") && Tool.Has("ffprobe"), "ffmpeg and ffprobe, the independent readers, are not installed.");
        const int samples = 5 * 48_000 + 123;
        float[] music = Signals.Programme(6, 14)[..(samples * 2)];
        using var file = new TemporaryFile(".opus");
        using var raw = new TemporaryFile(".f32");
        WriteOgg(file.Path, music);

        string probe = Tool.Run("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,channels:stream_tags=title", file.Path).Output;
        Assert.Contains("codec_name=opus", probe);
        Assert.Contains("channels=2", probe);
        Assert.Contains("A night", probe);
        (string _, string complaints) = Tool.Run("ffmpeg", "-v", "warning", "-i", file.Path, "-f", "f32le", "-y", raw.Path);
        Assert.Equal(string.Empty, complaints);
        float[] heard = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(raw.Path)).ToArray();
        Assert.Equal(samples, heard.Length / 2);
        Assert.True(Correlation(music, heard, 0) > 0.95);
    }

    [Fact]
    public void A_page_has_the_checksum_of_the_specification()
    {
        // The identification page of a stream with serial 1 and pre-skip 312, summed bit by bit as RFC 3533 words it.
        var stream = new MemoryStream();
        using (new OggOpusWriter(stream, 2, 312, leaveOpen: true))
        {
        }

        byte[] page = stream.ToArray()[..47];
        Assert.Equal("OggS"u8, page.AsSpan(0, 4));
        uint stored = BitConverter.ToUInt32(page, 22);
        page.AsSpan(22, 4).Clear();
        uint crc = 0;
        foreach (byte value in page)
        {
            for (int bit = 7; bit >= 0; bit--)
            {
                bool high = (crc >> 31) != ((uint)(value >> bit) & 1);
                crc = (crc << 1) ^ (high ? 0x04C11DB7u : 0);
            }
        }

        Assert.Equal(crc, stored);
    }

    private static void WriteOgg(string path, float[] music)
    {
        using var encoder = new OpusEncoder();
        using var writer = new OggOpusWriter(File.Create(path), 2, encoder.Lookahead, serial: 7, comments: ["TITLE=A night"]);
        float[] padded = [.. music, .. new float[((encoder.Lookahead / 960) + 2) * 1920]];
        foreach (byte[] packet in Encode(encoder, padded[..(padded.Length / 1920 * 1920)]))
        {
            writer.Write(packet, OpusEncoder.FrameSamples);
        }

        writer.TrimTo(music.Length / 2);
    }

    private static List<byte[]> Encode(OpusEncoder encoder, float[] interleaved)
    {
        var packets = new List<byte[]>();
        byte[] packet = new byte[OpusEncoder.MaxPacketBytes];
        for (int at = 0; at + 1920 <= interleaved.Length; at += 1920)
        {
            packets.Add(packet[..encoder.Encode(interleaved.AsSpan(at, 1920), packet)]);
        }

        return packets;
    }

    private static float[] Decode(List<byte[]> packets)
    {
        using var decoder = new OpusDecoder();
        float[] all = new float[packets.Count * 1920];
        for (int i = 0; i < packets.Count; i++)
        {
            Assert.Equal(960, decoder.Decode(packets[i], all.AsSpan(i * 1920, 1920)));
        }

        return all;
    }

    /// <summary>Normalised correlation over both channels of what went in and what came out so many samples later.</summary>
    private static double Correlation(float[] sent, float[] heard, int delay)
    {
        double product = 0;
        double sentEnergy = 0;
        double heardEnergy = 0;
        int count = Math.Min(sent.Length, heard.Length) - 2000;
        for (int i = 0; i < count; i++)
        {
            double a = sent[i];
            double b = heard[i + (2 * delay)];
            product += a * b;
            sentEnergy += a * a;
            heardEnergy += b * b;
        }

        return product / Math.Sqrt(sentEnergy * heardEnergy);
    }
}
