using System.Collections.Concurrent;
using System.Threading.Channels;
using SessionService.Grains.Feeds;
using SessionService.Grains.Messages;
using SessionService.Sessions;

namespace SessionService.Grains.Tests.Support;

/// <summary>A source of segments that says what a test says.</summary>
internal sealed class ScriptedFeed : ISegmentFeed
{
    private readonly Channel<ScriptedSubscription> made = Channel.CreateUnbounded<ScriptedSubscription>();
    private readonly ConcurrentBag<ScriptedSubscription> all = [];

    /// <summary>Subscriptions made so far.</summary>
    public int Count => all.Count;

    public IAsyncEnumerable<FeedBatchMessage> SubscribeAsync(SessionKey session, ListenMessage request, CancellationToken cancellation)
    {
        var subscription = new ScriptedSubscription(request);
        all.Add(subscription);
        Assert.True(made.Writer.TryWrite(subscription));
        return subscription.ReadAsync(cancellation);
    }

    /// <summary>The next subscription that is made.</summary>
    public Task<ScriptedSubscription> NextAsync(CancellationToken cancellation) => made.Reader.ReadAsync(cancellation).AsTask();

    public void EndAll()
    {
        foreach (ScriptedSubscription subscription in all)
        {
            subscription.End();
        }
    }
}
