using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>A subscription in an outlet. Not thread-safe but for its end.</summary>
/// <param name="id">Its name at its front end.</param>
/// <param name="listener">What is taken.</param>
/// <param name="registration">Ended with it.</param>
internal sealed class OutletSubscription(long id, IListener listener, IDisposable registration)
{
    // 64 items: a second of one stream with its notices.
    private const int MostItems = 64;

    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The opening was number 0.
    private long number = 1;

    /// <summary>Its name at its front end.</summary>
    public long Id => id;

    /// <summary>Completes at its end.</summary>
    public Task Ended => ended.Task;

    /// <summary>Takes what waits; null where nothing does.</summary>
    /// <param name="bytes">Counts the audio in it.</param>
    /// <param name="over">Whether that was the last of it.</param>
    public BundlePartMessage? Take(ref int bytes, out bool over)
    {
        over = false;
        List<FeedItemMessage>? items = null;
        while ((items?.Count ?? 0) < MostItems && listener.TryRead(out ListenerItem? item))
        {
            (items ??= []).Add(item.ToMessage());
            bytes += item is AudioItem audio ? audio.Segment.Payload.Length : 0;
            if (item is EndNotice)
            {
                over = true;
                break;
            }
        }

        if (items is null)
        {
            return null;
        }

        var batch = new FeedBatchMessage { FirstNumber = number, Items = [.. items] };
        number += items.Count;
        return new BundlePartMessage { Subscription = id, Batch = batch };
    }

    /// <summary>Ends it.</summary>
    public async ValueTask EndAsync()
    {
        if (ended.TrySetResult())
        {
            registration.Dispose();
            await listener.DisposeAsync();
        }
    }
}
