using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Tests.Support;

/// <summary>One subscription to a <see cref="ScriptedFeed"/>.</summary>
internal sealed class ScriptedSubscription(ListenMessage request)
{
    private readonly Channel<FeedBatchMessage> batches = Channel.CreateUnbounded<FeedBatchMessage>();
    private readonly TaskCompletionSource left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long number;

    public ListenMessage Request => request;

    /// <summary>Completes when the feed has left.</summary>
    public Task Left => left.Task;

    public void Open(long firstSample) =>
        Send(new FeedItemMessage { Opening = new OpeningMessage { FirstSample = firstSample, Streams = ["mix"] } });

    public void Refuse(Refusal refusal) => Send(new FeedItemMessage { Opening = new OpeningMessage { Refusal = refusal } });

    public void Send(long sample) => Send(new FeedItemMessage
    {
        Segment = new SegmentMessage
        {
            FirstSample = sample, Samples = 960, Bar = 1, Beat = 1, Format = AudioFormat.Pcm, Payload = new byte[8],
        },
    });

    /// <summary>Counts an item that never comes.</summary>
    public void Lose() => number++;

    public void End() => batches.Writer.TryComplete();

    public async IAsyncEnumerable<FeedBatchMessage> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await foreach (FeedBatchMessage batch in batches.Reader.ReadAllAsync(cancellation))
            {
                yield return batch;
            }
        }
        finally
        {
            left.TrySetResult();
        }
    }

    private void Send(FeedItemMessage item) =>
        Assert.True(batches.Writer.TryWrite(new FeedBatchMessage { FirstNumber = number++, Items = [item] }));
}
