using SessionService.Api.Sockets;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Tests.Sockets;

/// <summary>The bytes of an audio frame, worked out by hand from the table in docs/protocol.md.</summary>
public sealed class SocketFrameTests
{
    [Fact]
    public void An_audio_frame_has_the_bytes_of_the_protocol()
    {
        Segment segment = new(3, 0x01020304, 0x1122334455667788, 960, 17, 2.5f, AudioFormat.Opus, new byte[] { 0xAA, 0xBB });
        byte[] frame = new byte[SocketFrame.Length(segment)];

        SocketFrame.Write(segment, frame);

        Assert.Equal(
            "01" + "01" + "0300" + "04030201" + "8877665544332211" + "C0030000" + "11000000" + "00002040" + "AABB",
            Convert.ToHexString(frame));
    }

    [Fact]
    public void Pcm_is_format_2() =>
        Assert.Equal(2, Written(new Segment(0, 0, 0, 960, 1, 1, AudioFormat.Pcm, Array.Empty<byte>()))[1]);

    [Fact]
    public void A_stream_that_the_header_cannot_hold_is_a_fault_of_ours() =>
        Assert.Throws<OverflowException>(() => Written(new Segment(65_536, 0, 0, 960, 1, 1, AudioFormat.Pcm, Array.Empty<byte>())));

    private static byte[] Written(Segment segment)
    {
        byte[] frame = new byte[SocketFrame.Length(segment)];
        SocketFrame.Write(segment, frame);
        return frame;
    }
}
