using System.Collections.Concurrent;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;

namespace SessionService.Grains.Feeds;

/// <summary>The feeds of a front end.</summary>
internal sealed class FeedTable(FeedSurroundings surroundings)
{
    // The most between two feeds that are ended one after the other: what it takes another front end to take their listeners in.
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<FeedKey, Lazy<Feed>> feeds = new();
    private volatile bool ending;

    /// <summary>Feeds that are open.</summary>
    public int Count => feeds.Count;

    /// <summary>Adds a listener to the feed of its encoding, opening that where it is not; refused as unavailable once the feeds are being ended.</summary>
    public async Task<Outcome<IListener>> ListenAsync(SessionKey session, ListenRequest request, CancellationToken cancellation)
    {
        FeedKey key = FeedKey.Of(session, request);
        while (!ending)
        {
            Lazy<Feed> entry = feeds.GetOrAdd(key, _ => new Lazy<Feed>(() => new Feed(key, request.FromSample, surroundings, Remove)));
            if (await entry.Value.JoinAsync(request, cancellation) is { } outcome)
            {
                return outcome;
            }

            // It ended in this very moment.
            feeds.TryRemove(KeyValuePair.Create(key, entry));
        }

        return Outcome<IListener>.Refused(Refusal.Unavailable);
    }

    /// <summary>Ends every feed, one after the other, so that their listeners do not ask for another front end all at once.</summary>
    /// <param name="within">The time that this may take; zero to end them together.</param>
    public async Task EndAsync(TimeSpan within)
    {
        ending = true;
        Feed[] open = [.. feeds.Values.Where(entry => entry.IsValueCreated).Select(entry => entry.Value)];
        TimeSpan pause = open.Length > 1 ? TimeSpan.FromTicks(Math.Min(Apart.Ticks, within.Ticks / open.Length)) : TimeSpan.Zero;
        foreach (Feed feed in open)
        {
            feed.Dispose();
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, surroundings.Time);
            }
        }

        await Task.WhenAll(open.Select(feed => feed.SettleAsync()));
    }

    private void Remove(Feed feed)
    {
        if (feeds.TryGetValue(feed.Key, out Lazy<Feed>? entry) && entry.IsValueCreated && entry.Value == feed)
        {
            feeds.TryRemove(KeyValuePair.Create(feed.Key, entry));
        }
    }
}
