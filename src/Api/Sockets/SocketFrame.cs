using System.Buffers.Binary;
using SessionService.Sessions.Streaming;

namespace SessionService.Api.Sockets;

/// <summary>
/// The layout of an audio frame on the socket, little-endian, as docs/protocol.md gives it. This is the only place that
/// knows it.
/// </summary>
internal static class SocketFrame
{
    /// <summary>Bytes before the payload.</summary>
    public const int HeaderBytes = 28;

    /// <summary>Version of the layout.</summary>
    public const byte Version = 1;

    /// <summary>Bytes of the whole frame.</summary>
    public static int Length(Segment segment) => HeaderBytes + segment.Payload.Length;

    /// <summary>Writes a frame.</summary>
    /// <param name="segment">The audio.</param>
    /// <param name="frame">At least <see cref="Length"/> bytes.</param>
    public static void Write(Segment segment, Span<byte> frame)
    {
        frame[0] = Version;
        frame[1] = (byte)segment.Format;
        BinaryPrimitives.WriteUInt16LittleEndian(frame[2..], checked((ushort)segment.Stream));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], segment.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], segment.FirstSample);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[16..], checked((uint)segment.Samples));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[20..], checked((uint)segment.Bar));
        BinaryPrimitives.WriteSingleLittleEndian(frame[24..], segment.Beat);
        segment.Payload.Span.CopyTo(frame[HeaderBytes..]);
    }
}
