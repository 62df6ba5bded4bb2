using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Tests.Streaming;

internal static class Segments
{
    public static Segment At(long index, AudioFormat format = AudioFormat.Pcm, int stream = 0) =>
        new(stream, (uint)index, index * 960, 960, 1, 1f, format, new byte[] { (byte)index });
}
