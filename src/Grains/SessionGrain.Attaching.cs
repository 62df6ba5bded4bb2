using SessionService.Grains.Feeds;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;

namespace SessionService.Grains;

/// <content>Segments in bundles.</content>
public sealed partial class SessionGrain
{
    // Bundles pass the grain by, so it would seem idle.
    private static readonly TimeSpan Awake = TimeSpan.FromMinutes(2);

    private bool gone;

    /// <inheritdoc/>
    public async Task<AttachedMessage> AttachAsync(ListenMessage request, string reader, long subscription)
    {
        IDisposable registration = drain.Subscribe(Key);
        try
        {
            Outcome<IListener> outcome = await sessions.ListenAsync(
                Key, new ListenRequest(request.Format, request.Streams, request.FromSample), CancellationToken.None);
            if (outcome.Value is not { } listener)
            {
                drain.Refuse(Key);
                Retire(outcome.Refusal);
                registration.Dispose();
                return new AttachedMessage { Opening = new OpeningMessage { Refusal = outcome.Refusal, Faults = outcome.Faults.ToMessages() } };
            }

            var attached = new OutletSubscription(subscription, listener, registration);
            outlets.Add(reader, attached);
            _ = StayAwakeAsync(attached.Ended);
            return new AttachedMessage { Opening = listener.ToOpening(), Silo = outlets.Silo };
        }
        catch
        {
            registration.Dispose();
            throw;
        }
    }

    private async Task StayAwakeAsync(Task ended)
    {
        while (!ended.IsCompleted && !gone)
        {
            DelayDeactivation(Awake);
            await Task.WhenAny(ended, Task.Delay(Awake / 2, time));
        }
    }
}
