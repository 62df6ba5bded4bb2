using SessionService.Grains.Feeds;
using SessionService.Grains.Messages;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Tests.Feeds;

/// <summary>What a front end is handed, and what it gets where an answer is lost on its way.</summary>
public sealed class SegmentOutletTests : IDisposable
{
    private readonly FanOut fanOut = new();
    private readonly SegmentOutlet outlet = new(TimeSpan.Zero, TimeSpan.Zero, TimeProvider.System);
    private int ended;

    public void Dispose()
    {
        outlet.Dispose();
        fanOut.Dispose();
    }

    [Fact]
    public async Task What_has_gathered_for_all_subscriptions_comes_together_and_once()
    {
        Add(1);
        Add(2);
        Publish(0);
        Publish(960);
        BundleMessage bundle = await outlet.TakeAsync(0);
        Assert.Equal(1, bundle.Number);
        Assert.Equal([1, 2], bundle.Parts.Select(part => part.Subscription));
        Assert.All(bundle.Parts, part => Assert.Equal((1, 2), (part.Batch.FirstNumber, part.Batch.Items.Length)));
        Publish(1_920);
        bundle = await outlet.TakeAsync(1);
        Assert.All(bundle.Parts, part => Assert.Equal((3, 1_920), (part.Batch.FirstNumber, part.Batch.Items.Single().Segment!.FirstSample)));
        bundle = await outlet.TakeAsync(2);
        Assert.Equal((2, 0), (bundle.Number, bundle.Parts.Length));
    }

    [Fact]
    public async Task A_lost_answer_is_given_again()
    {
        Add(1);
        Publish(0);
        BundleMessage lost = await outlet.TakeAsync(0);
        Publish(960);
        Assert.Same(lost, await outlet.TakeAsync(0));
        BundleMessage next = await outlet.TakeAsync(1);
        Assert.Equal(960, next.Parts.Single().Batch.Items.Single().Segment!.FirstSample);
    }

    [Fact]
    public async Task A_question_that_comes_too_late_takes_nothing_away()
    {
        Add(1);
        Publish(0);
        await outlet.TakeAsync(0);
        Publish(960);
        await outlet.TakeAsync(1);
        Publish(1_920);
        Assert.Empty((await outlet.TakeAsync(0)).Parts);
        Assert.Equal(1_920, (await outlet.TakeAsync(2)).Parts.Single().Batch.Items.Single().Segment!.FirstSample);
    }

    [Fact]
    public async Task An_outlet_that_begins_anew_counts_on_from_its_reader()
    {
        Add(1);
        Publish(0);
        BundleMessage bundle = await outlet.TakeAsync(41);
        Assert.Equal((42, 1), (bundle.Number, bundle.Parts.Length));
    }

    [Fact]
    public async Task With_its_end_a_subscription_is_over()
    {
        Add(1);
        fanOut.Tell(new EndNotice("moved"));
        Assert.Equal("moved", (await outlet.TakeAsync(0)).Parts.Single().Batch.Items.Single().End);
        Assert.Equal((1, 0), (ended, fanOut.Count));
    }

    [Fact]
    public async Task Whoever_leaves_gets_no_more_and_the_others_go_on()
    {
        Add(1);
        Add(2);
        outlet.Leave([1]);
        Publish(0);
        Assert.Equal(2, (await outlet.TakeAsync(0)).Parts.Single().Subscription);
        Assert.Equal((1, 1), (ended, fanOut.Count));
    }

    [Fact]
    public async Task What_is_too_much_for_one_bundle_comes_in_the_next_ones_and_each_has_its_turn()
    {
        for (int i = 1; i <= 4; i++)
        {
            Add(i);
        }

        Publish(0, bytes: 200_000);
        Assert.Equal([1, 2], (await outlet.TakeAsync(0)).Parts.Select(part => part.Subscription));
        Assert.Equal([3, 4], (await outlet.TakeAsync(1)).Parts.Select(part => part.Subscription));
    }

    [Fact]
    public void A_dropped_outlet_ends_all_and_takes_no_more()
    {
        Add(1);
        outlet.Dispose();
        Assert.Equal((1, 0), (ended, fanOut.Count));
        Assert.False(outlet.TryAdd(New(2)));
    }

    private void Add(long id) => Assert.True(outlet.TryAdd(New(id)));

    private OutletSubscription New(long id)
    {
        Listener listener = fanOut.Add(
            new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), 0, 0, [(0, "mix")], gone => fanOut.Remove(gone))!;
        return new OutletSubscription(id, listener, new Registration(() => ended++));
    }

    private void Publish(long sample, int bytes = 8) => fanOut.Publish(new Segment(0, 0, sample, 960, 1, 1, AudioFormat.Pcm, new byte[bytes]));

    private sealed class Registration(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
