using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Orleans.Streams;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Sessions;

namespace SessionService.Grains.Feeds;

/// <summary>
/// Segments by Orleans streams: the session's grain publishes each encoding once, however many front ends take it, as long as
/// one of them renews its interest. Numbers tell what a stream has lost; then the subscription ends and is made anew.
/// </summary>
/// <param name="cluster">The cluster.</param>
/// <param name="options">The provider's name and how long interest lasts.</param>
/// <param name="time">Clock.</param>
public sealed class StreamSegmentFeed(IClusterClient cluster, SessionClusterOptions options, TimeProvider time) : ISegmentFeed
{
    // 1,024 batches, 20 s of one stream at least: a reader that is further behind than that is lost.
    private const int MostWaiting = 1_024;

    private readonly string provider = options.StreamProvider ?? SegmentStreams.Memory;

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedBatchMessage> SubscribeAsync(
        SessionKey session, ListenMessage request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Channel<PublishedBatchMessage> arrived = Channel.CreateBounded<PublishedBatchMessage>(MostWaiting);
        var stream = cluster.GetStreamProvider(provider).GetStream<PublishedBatchMessage>(SegmentStreams.Of(session, request));

        // Before the grain is asked: what it publishes at once must not be missed.
        StreamSubscriptionHandle<PublishedBatchMessage> handle = await stream.SubscribeAsync((batch, _) =>
        {
            if (!arrived.Writer.TryWrite(batch))
            {
                arrived.Writer.TryComplete(new IOException("The subscription is too far behind."));
            }

            return Task.CompletedTask;
        });
        using var renewing = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task renewal = Task.CompletedTask;
        try
        {
            PublicationMessage publication = await AskAsync(session, request, cancellation);
            yield return new FeedBatchMessage { Items = [new FeedItemMessage { Opening = publication.Opening }] };
            if (publication.Opening.Refusal is not null)
            {
                yield break;
            }

            renewal = RenewAsync(session, request, publication.Id, arrived.Writer, renewing.Token);
            long next = publication.NextNumber;
            long number = 1;
            await foreach (PublishedBatchMessage published in arrived.Reader.ReadAllAsync(cancellation))
            {
                if (published.Id != publication.Id || published.Batch.FirstNumber < next)
                {
                    continue;
                }

                if (published.Batch.FirstNumber > next)
                {
                    throw new IOException($"The stream lost {published.Batch.FirstNumber - next} items.");
                }

                next += published.Batch.Items.Length;
                yield return new FeedBatchMessage { FirstNumber = number, Items = published.Batch.Items };
                number += published.Batch.Items.Length;
            }
        }
        finally
        {
            await renewing.CancelAsync();
            await renewal;
            await LeaveAsync(handle);
        }
    }

    private async Task<PublicationMessage> AskAsync(SessionKey session, ListenMessage request, CancellationToken cancellation)
    {
        CallScope.Enter(session.Tenant);
        return await cluster.GetGrain<ISessionGrain>(GrainKeys.Of(session)).PublishAsync(request, provider).WaitAsync(cancellation);
    }

    // A third of the lease, so that one call may be lost.
    private async Task RenewAsync(
        SessionKey session, ListenMessage request, string id, ChannelWriter<PublishedBatchMessage> arrived, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(options.PublicationLease / 3, time, cancellation);
                PublicationMessage publication = await AskAsync(session, request, cancellation);
                if (publication.Id != id)
                {
                    arrived.TryComplete(new IOException("The session goes on in another publication."));
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has left.
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException)
        {
            arrived.TryComplete(fault);
        }
    }

    private static async Task LeaveAsync(StreamSubscriptionHandle<PublishedBatchMessage> handle)
    {
        try
        {
            await handle.UnsubscribeAsync();
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException)
        {
            // What is left of it is removed when a delivery fails.
            System.Diagnostics.Activity.Current?.AddException(fault);
        }
    }
}
