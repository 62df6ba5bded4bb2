using SessionService.Grains.Mapping;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Feeds;

/// <content>The upstream: subscribes, watches, subscribes again.</content>
internal sealed partial class Feed
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private long accountedAt;

    private async Task ReadAsync(long? from)
    {
        accountedAt = surroundings.Time.GetTimestamp();
        long lostAt = surroundings.Time.GetTimestamp();
        TimeSpan pause = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            long end = cursor.EndSample ?? -1;
            Exception? fault = await SubscribeAsync(cursor.EndSample ?? from);
            if ((cursor.EndSample ?? -1) > end)
            {
                lostAt = surroundings.Time.GetTimestamp();
                pause = TimeSpan.Zero;
            }

            if (stop.IsCancellationRequested)
            {
                break;
            }

            Log.Lost(surroundings.Logger, key.Session, fault?.Message ?? "it ended");
            if (surroundings.Time.GetElapsedTime(lostAt) > (opened.Task.IsCompleted ? surroundings.Options.Patience : surroundings.Options.CallTime))
            {
                GiveUp();
                break;
            }

            await Task.Delay(pause, surroundings.Time, CancellationToken.None);
            pause = pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }

        await AccountAsync();
    }

    // One subscription, from its opening to its end or its loss. Returns why it was lost, where that is known.
    private async Task<Exception?> SubscribeAsync(long? from)
    {
        using var once = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        var request = new ListenMessage { Format = key.Format, Streams = key.Streams, FromSample = from };
        var watch = new WatchedBatches(
            surroundings.Source.SubscribeAsync(key.Session, request, once.Token).GetAsyncEnumerator(once.Token), surroundings.Time);
        try
        {
            TimeSpan patience = surroundings.Options.OpeningTime;
            while (await watch.NextAsync(patience, stop.Token) is { } batch)
            {
                if (!await TakeAsync(batch))
                {
                    return null;
                }

                patience = surroundings.Options.Silence;
            }

            return null;
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or EnumerationAbortedException
            or OperationCanceledException or InvalidOperationException or IOException)
        {
            return fault;
        }
        finally
        {
            await once.CancelAsync();
            Task left = watch.LeaveAsync(surroundings.Options.Silence);
            if (stop.IsCancellationRequested)
            {
                // Otherwise the next subscription is more urgent than that the silo of this one knows.
                await left;
            }
        }
    }

    // Returns false where the subscription is of no more use.
    private async Task<bool> TakeAsync(FeedBatchMessage batch)
    {
        if (batch.Items is [{ Opening: { } opening }, ..])
        {
            if (!await OpenAsync(opening))
            {
                return false;
            }
        }
        else if (!opened.Task.IsCompleted)
        {
            return false;
        }

        lock (gate)
        {
            if (!cursor.Follows(batch))
            {
                return false;
            }

            foreach (FeedItemMessage item in batch.Items)
            {
                if (!Hand(item))
                {
                    return false;
                }
            }
        }

        if (surroundings.Time.GetElapsedTime(accountedAt) >= surroundings.Options.AccountEvery)
        {
            accountedAt = surroundings.Time.GetTimestamp();
            await AccountAsync();
        }

        return true;
    }

    private async Task<bool> OpenAsync(OpeningMessage opening)
    {
        bool again = opened.Task.IsCompleted;
        if (opening.Refusal is { } refusal)
        {
            if (!again)
            {
                lock (gate)
                {
                    End();
                }

                opened.TrySetResult(opening);
            }
            else if (refusal is Refusal.NotFound or Refusal.Gone)
            {
                TellEnd("closed");
            }

            return false;
        }

        lock (gate)
        {
            if (!cursor.Open(opening))
            {
                TellEnd("replaced");
                return false;
            }
        }

        opened.TrySetResult(opening);

        // What comes before the first listener is there would be lost to it.
        await joined.Task;
        return true;
    }

    // Under the gate. Returns false at the end.
    private bool Hand(FeedItemMessage item)
    {
        if (item.End is { } reason)
        {
            // A session that is put away on one silo goes on at another: that is the feed's business, not the listeners'.
            if (reason is "closed" or "replaced")
            {
                TellEnd(reason);
            }

            return false;
        }

        switch (item.ToItem())
        {
            case AudioItem audio:
                Publish(audio.Segment);
                break;
            case StatsNotice stats:
                fanOut.Tell(stats with { Listeners = fanOut.Count });
                break;
            case SkippedNotice or null:
                // A gap shows in the segments themselves.
                break;
            case { } notice:
                fanOut.Tell(notice);
                break;
        }

        return true;
    }

    private void Publish(Segment came)
    {
        account.Came(came);
        if (cursor.Take(came, out SkippedNotice? gap) is not { } segment)
        {
            return;
        }

        if (gap is not null)
        {
            fanOut.Tell(gap);
        }

        fanOut.Publish(segment);
    }

    private void TellEnd(string reason)
    {
        lock (gate)
        {
            fanOut.Tell(new EndNotice(reason));
            End();
        }
    }

    private void GiveUp()
    {
        lock (gate)
        {
            End();
        }

        opened.TrySetResult(new OpeningMessage { Refusal = Refusal.Unavailable });
        TellEnd("fault");
    }

    private async Task AccountAsync()
    {
        UsageRecord? record;
        lock (gate)
        {
            record = account.Take(key.Session, surroundings.Time.GetUtcNow(), fanOut.TakeCounts());
        }

        if (record is null)
        {
            return;
        }

        try
        {
            await surroundings.Usage.AddAsync([record]);
        }
        catch (StoreUnavailableException fault)
        {
            Log.NotAccounted(surroundings.Logger, key.Session, fault);
        }
    }
}
