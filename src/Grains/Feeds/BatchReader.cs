using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>Reads a listener in batches: what has gathered goes out together, and nothing waits for more to come.</summary>
/// <param name="listener">The listener of a subscription.</param>
/// <param name="mostBytes">What a batch of more than one item weighs at most, in bytes.</param>
internal sealed class BatchReader(IListener listener, int mostBytes = int.MaxValue)
{
    // What an item weighs beside its audio, with room to spare.
    private const int ItemBytes = 200;

    // 64 items: a second of one stream with its notices, far under what one message may weigh.
    private const int MostItems = 64;

    private long number;
    private Task<ListenerItem?>? next;
    private FeedItemMessage? kept;
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
        int bytes = 0;
        while (items.Count < MostItems)
        {
            next ??= kept is null ? listener.ReadAsync(cancellation).AsTask() : null;
            if (items.Count > 0 && next is { IsCompleted: false })
            {
                break;
            }

            kept ??= (await next!)?.ToMessage();
            next = null;
            bytes += ItemBytes + (kept?.Segment?.Payload.Length ?? 0);
            if (kept is null || (items.Count > 0 && bytes > mostBytes))
            {
                break;
            }

            items.Add(kept);
            kept = null;
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
