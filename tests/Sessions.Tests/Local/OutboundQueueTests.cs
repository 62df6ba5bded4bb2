using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Streaming;

namespace SessionService.Sessions.Tests.Local;

public sealed class OutboundQueueTests : IDisposable
{
    private readonly FanOut fanOut = new();
    private readonly Listener listener;

    public OutboundQueueTests() => listener = fanOut.Add(
        new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), 0, 0, [(0, "mix")], _ => { })!;

    [Fact]
    public void Audio_waits_until_the_commands_it_was_rendered_under_are_durable()
    {
        var queue = new OutboundQueue();
        queue.MarkDurable(3);
        queue.Add(3, Segments.At(0));
        queue.Add(5, Segments.At(1));
        queue.Add(5, new CaptionNotice(1, "x"));
        queue.Flush(fanOut);
        Assert.Equal(1, listener.Waiting);
        Assert.Equal(960, queue.PublishedEnd(99_999));

        queue.MarkDurable(4);
        queue.Flush(fanOut);
        Assert.Equal(1, listener.Waiting);

        queue.MarkDurable(5);
        queue.Flush(fanOut);
        Assert.Equal(3, listener.Waiting);
        Assert.True(queue.IsEmpty);
        Assert.Equal(99_999, queue.PublishedEnd(99_999));
    }

    [Fact]
    public void Durability_never_goes_back()
    {
        var queue = new OutboundQueue();
        queue.MarkDurable(7);
        queue.MarkDurable(2);
        Assert.Equal(7, queue.Durable);
    }

    public void Dispose() => fanOut.Dispose();
}
