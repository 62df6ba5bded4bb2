using SessionService.Grains.Feeds;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;

namespace SessionService.Grains;

/// <content>Segments by streams.</content>
public sealed partial class SessionGrain
{
    private readonly Dictionary<StreamId, Publication> publications = [];

    /// <inheritdoc/>
    public async Task<PublicationMessage> PublishAsync(ListenMessage request, string provider)
    {
        drain.Refuse(Key);
        StreamId id = SegmentStreams.Of(Key, request);
        if (publications.TryGetValue(id, out Publication? known))
        {
            return known.Renew();
        }

        Outcome<IListener> outcome = await sessions.ListenAsync(
            Key, new ListenRequest(request.Format, request.Streams, request.FromSample), CancellationToken.None);
        if (outcome.Value is not { } listener)
        {
            drain.Refuse(Key);
            Retire(outcome.Refusal);
            return new PublicationMessage
            {
                Opening = new OpeningMessage { Refusal = outcome.Refusal, Faults = outcome.Faults.ToMessages() },
            };
        }

        var made = new Publication(
            listener, this.GetStreamProvider(provider).GetStream<PublishedBatchMessage>(id), options, time);
        publications[id] = made;
        PublicationMessage begun = made.Renew();
        _ = PublishAsync(id, made, drain.Subscribe(Key));
        return begun;
    }

    private async Task PublishAsync(StreamId id, Publication publication, IDisposable subscription)
    {
        using (subscription)
        {
            try
            {
                await publication.RunAsync();
            }
            catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException or OperationCanceledException
                or InvalidOperationException)
            {
                // Front ends notice the silence and ask anew.
                Log.NotPublished(logger, Key, fault);
            }
            finally
            {
                publications.Remove(id);
            }
        }
    }
}
