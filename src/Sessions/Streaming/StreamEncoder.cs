using SessionService.Audio.Opus;
using SessionService.Audio.Pcm;

namespace SessionService.Sessions.Streaming;

/// <summary>Encodes one stream, 20 ms at a time. Not thread-safe.</summary>
internal sealed class StreamEncoder : IDisposable
{
    /// <summary>Samples of one segment: 20 ms, one Opus packet.</summary>
    public const int FrameSamples = OpusEncoder.FrameSamples;

    private readonly AudioFormat format;
    private readonly int stream;
    private readonly OpusEncoder? opus;
    private readonly byte[] packet = new byte[OpusEncoder.MaxPacketBytes];
    private uint sequence;

    public StreamEncoder(AudioFormat format, int stream)
    {
        this.format = format;
        this.stream = stream;
        opus = format == AudioFormat.Opus ? new OpusEncoder() : null;
    }

    /// <summary>Encodes one frame of interleaved stereo.</summary>
    public Segment Encode(ReadOnlySpan<float> pcm, long firstSample, int bar, float beat)
    {
        byte[] payload;
        if (opus is not null)
        {
            int bytes = opus.Encode(pcm, packet);
            payload = packet.AsSpan(0, bytes).ToArray();
        }
        else
        {
            payload = new byte[pcm.Length * sizeof(short)];
            Pcm16.ToBytes(pcm, payload);
        }

        return new Segment(stream, sequence++, firstSample, pcm.Length / 2, bar, beat, format, payload);
    }

    public void Dispose() => opus?.Dispose();
}
