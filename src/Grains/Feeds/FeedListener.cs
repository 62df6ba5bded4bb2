using System.Diagnostics.CodeAnalysis;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <summary>A listener of a feed. The one for whom the subscription was made begins where that begins.</summary>
internal sealed class FeedListener(Feed feed, Listener inner, bool resumed) : IListener
{
    /// <inheritdoc/>
    public long FirstSample => inner.FirstSample;

    /// <inheritdoc/>
    public bool Resumed => resumed || inner.Resumed;

    /// <inheritdoc/>
    public IReadOnlyList<(int Index, string Name)> Streams => inner.Streams;

    /// <inheritdoc/>
    public ValueTask<ListenerItem?> ReadAsync(CancellationToken cancellation) => inner.ReadAsync(cancellation);

    /// <inheritdoc/>
    public bool TryRead([NotNullWhen(true)] out ListenerItem? item) => inner.TryRead(out item);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await feed.SettleAsync();
    }
}
