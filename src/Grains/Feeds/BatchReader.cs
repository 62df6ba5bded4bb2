using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>Reads a listener in batches: what has gathered goes out together, and nothing waits for more to come.</summary>
/// <param name="listener">The listener of a subscription.</param>
internal sealed class BatchReader(IListener listener)
{
    // 64 items: a second of one stream with its notices, far under what one message may weigh.
    private const int MostItems = 64;

    private long number;
    private Task<ListenerItem?>? next;
    private bool opened;

    /// <summary>The next batch; the first holds the opening. Null when the listener has ended.</summary>
    public async Task<FeedBatchMessage?> ReadAsync(CancellationToken cancellation)
    {
        if (!opened)
        {
            opened = true;
            return Number([new FeedItemMessage { Opening = listener.ToOpening() }]);
        }

        var items = new List<FeedItemMessage>();
        while (items.Count < MostItems)
        {
            next ??= listener.ReadAsync(cancellation).AsTask();
            if (!next.IsCompleted && items.Count > 0)
            {
                break;
            }

            ListenerItem? item = await next;
            next = null;
            if (item is null)
            {
                break;
            }

            items.Add(item.ToMessage());
        }

        return items.Count > 0 ? Number([.. items]) : null;
    }

    private FeedBatchMessage Number(FeedItemMessage[] items)
    {
        var batch = new FeedBatchMessage { FirstNumber = number, Items = items };
        number += items.Length;
        return batch;
    }
}
