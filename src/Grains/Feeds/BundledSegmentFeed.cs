using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Sessions;

namespace SessionService.Grains.Feeds;

/// <summary>
/// Segments in bundles: a subscription is made with the session's grain, and the items of all subscriptions on one silo are
/// taken by one call after the other, each with what has gathered since. A silo of a version that has no bundles is enumerated.
/// </summary>
/// <param name="grains">The cluster.</param>
/// <param name="options">How long a call may take before another is made.</param>
/// <param name="time">Clock.</param>
public sealed class BundledSegmentFeed(IGrainFactory grains, SessionClusterOptions options, TimeProvider time) : ISegmentFeed
{
    // 1,024 batches, some ten seconds at least: a reader that is further behind than that is lost.
    private const int MostWaiting = 1_024;

    private readonly string reader = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<long, ChannelWriter<FeedBatchMessage>> places = new();
    private readonly ConcurrentDictionary<string, SiloBundles> silos = new(StringComparer.Ordinal);
    private readonly GrainSegmentFeed older = new(grains);
    private long lastId;

    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedBatchMessage> SubscribeAsync(
        SessionKey session, ListenMessage request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        long id = Interlocked.Increment(ref lastId);
        var arrived = Channel.CreateBounded<FeedBatchMessage>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

        // Before the grain is asked: what the silo hands out at once must find its place.
        places[id] = arrived.Writer;
        SiloBundles? bundles = null;
        try
        {
            AttachedMessage? attached = await AttachAsync(session, request, id, cancellation);
            if (attached is { Opening.Refusal: null })
            {
                bundles = Enter(attached.Silo);
            }
            else
            {
                arrived.Writer.Complete();
            }

            if (attached is not null)
            {
                yield return new FeedBatchMessage { Items = [new FeedItemMessage { Opening = attached.Opening }] };
            }

            IAsyncEnumerable<FeedBatchMessage> batches = attached is null
                ? older.SubscribeAsync(session, request, cancellation)
                : arrived.Reader.ReadAllAsync(cancellation);
            await foreach (FeedBatchMessage batch in batches)
            {
                yield return batch;
            }
        }
        finally
        {
            places.TryRemove(id, out _);
            await (bundles?.LeaveAsync(id) ?? Task.CompletedTask);
        }
    }

    private SiloBundles Enter(string silo)
    {
        SiloBundles bundles = silos.GetOrAdd(
            silo, _ => new SiloBundles(grains.GetGrain<IOutletGrain>(silo), reader, places, options.BundlePatience, time));
        bundles.Enter();
        return bundles;
    }

    // Null where the silo is of a version before bundles.
    private async Task<AttachedMessage?> AttachAsync(SessionKey session, ListenMessage request, long id, CancellationToken cancellation)
    {
        CallScope.Enter(session.Tenant);
        try
        {
            return await grains.GetGrain<ISessionGrain>(GrainKeys.Of(session)).AttachAsync(request, reader, id).WaitAsync(cancellation);
        }
        catch (Exception fault) when (fault is not (OrleansException or TimeoutException or IOException or OperationCanceledException
            or UnauthorizedAccessException))
        {
            // It could not even read the call, which says so by an error of the serializer, of one kind or another.
            return null;
        }
    }
}
