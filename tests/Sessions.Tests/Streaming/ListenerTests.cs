using SessionService.Music;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Sessions.Tests.Streaming;

public sealed class ListenerTests
{
    private const int QueueSegments = Limits.ListenerQueueMs / 20;

    [Fact]
    public async Task Hands_items_out_in_the_order_they_were_offered()
    {
        Listener listener = NewListener();
        listener.Offer(new AudioItem(Segments.At(0)));
        listener.Offer(new CaptionNotice(0, "a"));
        listener.Offer(new AudioItem(Segments.At(1)));
        Assert.IsType<AudioItem>(await listener.ReadAsync(default));
        Assert.IsType<CaptionNotice>(await listener.ReadAsync(default));
        Assert.Equal(960, Assert.IsType<AudioItem>(await listener.ReadAsync(default)).Segment.FirstSample);
    }

    [Fact]
    public async Task A_full_queue_skips_to_live_says_what_is_missing_and_keeps_notices()
    {
        Listener listener = NewListener();
        for (int i = 0; i < QueueSegments; i++)
        {
            Assert.Equal(0, listener.Offer(new AudioItem(Segments.At(i))));
        }

        listener.Offer(new CaptionNotice(5, "kept"));
        Assert.Equal(QueueSegments * 960, listener.Offer(new AudioItem(Segments.At(QueueSegments))));

        Assert.Equal("kept", Assert.IsType<CaptionNotice>(await listener.ReadAsync(default)).Text);
        var skipped = Assert.IsType<SkippedNotice>(await listener.ReadAsync(default));
        Assert.Equal(0, skipped.FromSample);
        Assert.Equal(QueueSegments * 960L, skipped.ToSample);
        Assert.Equal(skipped.ToSample, Assert.IsType<AudioItem>(await listener.ReadAsync(default)).Segment.FirstSample);
    }

    [Fact]
    public async Task Two_skips_without_reading_are_told_as_one()
    {
        Listener listener = NewListener();
        for (int i = 0; i < (3 * QueueSegments) + 1; i++)
        {
            listener.Offer(new AudioItem(Segments.At(i)));
        }

        var skipped = Assert.IsType<SkippedNotice>(await listener.ReadAsync(default));
        Assert.Equal(0, skipped.FromSample);
        long next = Assert.IsType<AudioItem>(await listener.ReadAsync(default)).Segment.FirstSample;
        Assert.Equal(skipped.ToSample, next);
    }

    [Fact]
    public async Task Notices_nobody_reads_are_bounded_and_the_end_is_kept()
    {
        Listener listener = NewListener();
        for (int i = 0; i < 100_000; i++)
        {
            listener.Offer(new BeatNotice(i, 1, 1, "s", "C", 100));
        }

        listener.Offer(new EndNotice("closed"));
        int count = 0;
        ListenerItem? last = null;
        while (await listener.ReadAsync(default) is { } item)
        {
            last = item;
            count++;
        }

        Assert.InRange(count, 1, 4_200);
        Assert.IsType<EndNotice>(last);
    }

    [Fact]
    public async Task A_waiting_reader_is_woken_by_an_offer_and_by_leaving()
    {
        bool left = false;
        var listener = new Listener(
            new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), 0, false, [(0, "mix")], _ => left = true);
        Task<ListenerItem?> first = listener.ReadAsync(default).AsTask();
        listener.Offer(new AudioItem(Segments.At(0)));
        Assert.NotNull(await first);
        Task<ListenerItem?> second = listener.ReadAsync(default).AsTask();
        await listener.DisposeAsync();
        Assert.Null(await second);
        Assert.True(left);
    }

    [Fact]
    public async Task A_reader_and_an_offerer_at_full_speed_lose_nothing()
    {
        Listener listener = NewListener();
        const int Count = 50_000;
        Task<int> reader = Task.Run(async () =>
        {
            int read = 0;
            while (await listener.ReadAsync(default) is { } item)
            {
                read += item is CaptionNotice ? 1 : 0;
            }

            return read;
        });
        for (int i = 0; i < Count; i++)
        {
            listener.Offer(new CaptionNotice(i, "x"));
            if (i % 1_000 == 999)
            {
                // Within the bound on notices: the queue must drain before more are offered.
                await Task.Yield();
                while (listener.Waiting > 2_000)
                {
                    await Task.Yield();
                }
            }
        }

        listener.Offer(new EndNotice("closed"));
        Assert.Equal(Count, await reader);
    }

    private static Listener NewListener() =>
        new(new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), 0, false, [(0, "mix")], _ => { });
}
