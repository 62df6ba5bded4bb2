using System.Runtime.CompilerServices;
using SessionService.Grains.Contracts;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Sessions;

namespace SessionService.Grains.Feeds;

/// <summary>Segments by enumeration: the front end asks the session's grain for the next batch as soon as it has one.</summary>
/// <param name="grains">The cluster.</param>
public sealed class GrainSegmentFeed(IGrainFactory grains) : ISegmentFeed
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<FeedBatchMessage> SubscribeAsync(
        SessionKey session, ListenMessage request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        CallScope.Enter(session.Tenant);
        IAsyncEnumerator<FeedBatchMessage> batches = grains.GetGrain<ISessionGrain>(GrainKeys.Of(session))
            .ListenAsync(request, cancellation).WithBatchSize(1).GetAsyncEnumerator(cancellation);
        try
        {
            while (await NextAsync(batches, session.Tenant))
            {
                yield return batches.Current;
            }
        }
        finally
        {
            await EndAsync(batches, session.Tenant);
        }
    }

    // Each step of an iterator starts from its caller's context, so each one names the tenant again.
    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<FeedBatchMessage> batches, TenantId tenant)
    {
        CallScope.Enter(tenant);
        return await batches.MoveNextAsync();
    }

    private static async ValueTask EndAsync(IAsyncEnumerator<FeedBatchMessage> batches, TenantId tenant)
    {
        CallScope.Enter(tenant);
        await batches.DisposeAsync();
    }
}
