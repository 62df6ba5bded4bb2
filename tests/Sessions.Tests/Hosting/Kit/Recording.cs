using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Tests.Hosting.Kit;

/// <summary>What a listener heard: PCM by sample, and the notices.</summary>
internal sealed class Recording
{
    private readonly System.Buffers.ArrayBufferWriter<byte> pcm = new();

    public long FirstSample { get; private set; } = -1;

    public long EndSample { get; private set; }

    public List<ListenerItem> Notices { get; } = [];

    public List<Segment> Segments { get; } = [];

    public ReadOnlySpan<byte> Pcm => pcm.WrittenSpan;

    /// <summary>Reads until <paramref name="samples"/> samples are there, or the stream ends; fails where audio does not follow on.</summary>
    public async Task ReadAsync(IListener listener, long samples, CancellationToken cancellation)
    {
        long goal = samples + Math.Max(0, EndSample - Math.Max(0, FirstSample));
        while (FirstSample < 0 || EndSample - FirstSample < goal)
        {
            ListenerItem? item = await listener.ReadAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(60), cancellation);
            if (item is null)
            {
                return;
            }

            Take(item);
        }
    }

    private void Take(ListenerItem item)
    {
        if (item is not AudioItem { Segment: var segment })
        {
            Notices.Add(item);
            return;
        }

        if (FirstSample < 0)
        {
            FirstSample = segment.FirstSample;
        }
        else
        {
            Assert.Equal(EndSample, segment.FirstSample);
        }

        EndSample = segment.FirstSample + segment.Samples;
        Segments.Add(segment);
        System.Buffers.BuffersExtensions.Write(pcm, segment.Payload.Span);
    }
}
