using Orleans.Streams;
using SessionService.Grains.Hosting;
using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;

namespace SessionService.Grains.Feeds;

/// <summary>
/// One encoding of a session on its way into a stream, as long as some front end renews its interest. Runs in the turns of
/// the session's grain.
/// </summary>
internal sealed class Publication
{
    private readonly IListener listener;
    private readonly IAsyncStream<PublishedBatchMessage> stream;
    private readonly TimeSpan lease;
    private readonly TimeProvider time;
    private readonly int mostBytes;
    private readonly OpeningMessage opening;
    private long next;
    private long end;
    private long renewedAt;

    /// <summary>Begins.</summary>
    /// <param name="listener">What is published; ended with the publication.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="options">How long it goes on without being renewed, and what a batch may weigh.</param>
    /// <param name="time">Clock.</param>
    public Publication(IListener listener, IAsyncStream<PublishedBatchMessage> stream, SessionClusterOptions options, TimeProvider time)
    {
        this.listener = listener;
        this.stream = stream;
        lease = options.PublicationLease;
        mostBytes = options.StreamBatchBytes;
        this.time = time;
        opening = listener.ToOpening();
        end = opening.FirstSample;
        renewedAt = time.GetTimestamp();
    }

    /// <summary>Its name.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Renews the interest in it.</summary>
    /// <returns>Where one who begins now begins.</returns>
    public PublicationMessage Renew()
    {
        renewedAt = time.GetTimestamp();
        bool resumed = opening.Resumed && end == opening.FirstSample;
        return new PublicationMessage
        {
            Id = Id, NextNumber = next, Opening = opening with { FirstSample = end, Resumed = resumed },
        };
    }

    /// <summary>Publishes until the session ends or goes elsewhere, or nobody renews.</summary>
    public async Task RunAsync()
    {
        await using (listener)
        {
            var batches = new BatchReader(listener, mostBytes);
            await batches.ReadAsync(CancellationToken.None);
            while (time.GetElapsedTime(renewedAt) < lease && await batches.ReadAsync(CancellationToken.None) is { } batch)
            {
                var numbered = new FeedBatchMessage { FirstNumber = next, Items = batch.Items };
                next += batch.Items.Length;
                SegmentMessage? last = batch.Items.LastOrDefault(item => item.Segment is not null)?.Segment;
                end = last is null ? end : last.FirstSample + last.Samples;
                await stream.OnNextAsync(new PublishedBatchMessage { Id = Id, Batch = numbered });
            }
        }
    }
}
