using Microsoft.Extensions.Logging.Abstractions;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Grains.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;
using SessionService.Storage.Memory;

namespace SessionService.Grains.Tests.Feeds;

/// <summary>A front end's feed against a source that the test speaks for, on a clock that the test moves.</summary>
public sealed class FeedTests : IAsyncDisposable
{
    private static readonly SessionKey Key = new(new TenantId("t"), "s");

    private readonly WatchedTime time = new();
    private readonly ScriptedFeed source = new();
    private readonly FeedTable feeds;

    public FeedTests()
    {
        feeds = new FeedTable(new FeedSurroundings(
            source, new MemoryUsageStore(), new SessionClusterOptions(), time, NullLogger.Instance));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        source.EndAll();
        await feeds.EndAsync(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_source_that_falls_silent_is_left_after_a_second_and_asked_for_what_comes_next()
    {
        Task<Outcome<IListener>> listening = feeds.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation);
        ScriptedSubscription first = await source.NextAsync(Cancellation);
        Assert.Null(first.Request.FromSample);
        first.Open(0);
        IListener listener = (await listening).Value!;
        first.Send(0);
        Assert.Equal(0, await NextSampleAsync(listener));

        // Nothing more comes.
        ScriptedSubscription second = await time.RunOutAsync(TimeSpan.FromSeconds(1), source.NextAsync(Cancellation), Cancellation);
        Assert.Equal(960, second.Request.FromSample);
        second.Open(960);
        second.Send(960);
        Assert.Equal(960, await NextSampleAsync(listener));
        Assert.Equal(2, source.Count);
    }

    [Fact]
    public async Task A_batch_that_is_missing_makes_the_feed_ask_again()
    {
        Task<Outcome<IListener>> listening = feeds.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation);
        ScriptedSubscription first = await source.NextAsync(Cancellation);
        first.Open(0);
        IListener listener = (await listening).Value!;
        first.Send(0);
        first.Lose();
        first.Send(1_920);
        Assert.Equal(0, await NextSampleAsync(listener));
        ScriptedSubscription second = await source.NextAsync(Cancellation);
        Assert.Equal(960, second.Request.FromSample);
        second.Open(960);
        second.Send(960);
        second.Send(1_920);
        Assert.Equal(960, await NextSampleAsync(listener));
        Assert.Equal(1_920, await NextSampleAsync(listener));
    }

    [Fact]
    public async Task A_refusal_reaches_everyone_who_waited_and_leaves_nothing_behind()
    {
        var request = new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null);
        Task<Outcome<IListener>> one = feeds.ListenAsync(Key, request, Cancellation);
        Task<Outcome<IListener>> two = feeds.ListenAsync(Key, request, Cancellation);
        (await source.NextAsync(Cancellation)).Refuse(Refusal.Gone);
        Assert.Equal(Refusal.Gone, (await one).Refusal);
        Assert.Equal(Refusal.Gone, (await two).Refusal);
        Assert.Equal(0, feeds.Count);
    }

    [Fact]
    public async Task A_listener_that_gives_up_before_the_opening_ends_the_feed()
    {
        using var impatient = new CancellationTokenSource();
        Task<Outcome<IListener>> listening = feeds.ListenAsync(
            Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), impatient.Token);
        ScriptedSubscription subscription = await source.NextAsync(Cancellation);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => listening);
        await subscription.Left.WaitAsync(Cancellation);
        Assert.Equal(0, feeds.Count);
    }

    [Fact]
    public async Task One_who_joins_begins_just_behind_the_newest_audio()
    {
        var request = new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null);
        Task<Outcome<IListener>> listening = feeds.ListenAsync(Key, request, Cancellation);
        ScriptedSubscription subscription = await source.NextAsync(Cancellation);
        subscription.Open(0);
        IListener first = (await listening).Value!;
        for (int i = 0; i < 50; i++)
        {
            subscription.Send(i * 960);
            Assert.Equal(i * 960, await NextSampleAsync(first));
        }

        await using IListener late = (await feeds.ListenAsync(Key, request, Cancellation)).Value!;
        await using IListener back = (await feeds.ListenAsync(Key, request with { FromSample = 9_600 }, Cancellation)).Value!;
        Assert.Equal((48_000 - 5_760, false), (late.FirstSample, late.Resumed));
        Assert.Equal((9_600, true), (back.FirstSample, back.Resumed));
        Assert.Equal(9_600, await NextSampleAsync(back));
        Assert.Equal(1, source.Count);
    }

    [Fact]
    public async Task A_front_end_that_stops_lets_listeners_go_one_after_the_other()
    {
        List<Task> ends = [];
        for (int i = 0; i < 3; i++)
        {
            Task<Outcome<IListener>> listening = feeds.ListenAsync(
                Key with { Id = $"s{i}" }, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation);
            (await source.NextAsync(Cancellation)).Open(0);
            ends.Add(ReadToEndAsync((await listening).Value!));
        }

        Task ending = feeds.EndAsync(TimeSpan.FromMilliseconds(90));
        for (int left = 3; left > 0; left--)
        {
            Assert.Equal(left, ends.Count);
            ends.Remove(await Task.WhenAny(ends));
            Assert.Equal(Refusal.Unavailable, (await feeds.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation)).Refusal);
            Assert.DoesNotContain(ends, end => end.IsCompleted);
            time.Advance(TimeSpan.FromMilliseconds(30));
        }

        source.EndAll();
        time.Advance(TimeSpan.FromMinutes(1));
        await ending;
    }

    private static async Task ReadToEndAsync(IListener listener)
    {
        while (await listener.ReadAsync(Cancellation) is not null)
        {
            // What came before is not asked about here.
        }
    }

    private static async Task<long> NextSampleAsync(IListener listener)
    {
        while (true)
        {
            ListenerItem? item = await listener.ReadAsync(Cancellation);
            Assert.NotNull(item);
            if (item is AudioItem audio)
            {
                return audio.Segment.FirstSample;
            }
        }
    }
}
