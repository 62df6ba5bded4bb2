using SessionService.Grains.Feeds;
using SessionService.Grains.Messages;
using SessionService.Sessions.Streaming;

namespace SessionService.Grains.Tests.Feeds;

public sealed class FeedCursorTests
{
    private readonly FeedCursor cursor = new();

    [Fact]
    public void Audio_that_follows_on_passes_with_its_own_numbers()
    {
        cursor.Open(Opening(960));
        Assert.Equal(7u, Take(960, sequence: 7)!.Sequence);
        Assert.Equal(8u, Take(1_920, sequence: 8)!.Sequence);
        Assert.Equal(2_880, cursor.EndSample);
        Assert.Equal((0, 0), (cursor.Gaps, cursor.Repeats));
    }

    [Fact]
    public void A_silo_that_counts_anew_is_not_seen()
    {
        cursor.Open(Opening(0));
        Take(0, sequence: 0);
        Take(960, sequence: 1);
        Assert.True(cursor.Open(Opening(960)));
        Assert.Null(Take(960, sequence: 0));
        Assert.Equal(2u, Take(1_920, sequence: 1)!.Sequence);
        Assert.Equal((0, 1), (cursor.Gaps, cursor.Repeats));
    }

    [Fact]
    public void A_gap_is_told_once_with_its_bounds_and_shows_in_the_numbers()
    {
        cursor.Open(Opening(0, streams: 2, first: 1));
        Take(0, stream: 1);
        Take(0, stream: 2);
        Segment first = cursor.Take(Segment(4_800, 1, 9), out SkippedNotice? gap)!;
        Assert.Equal(new SkippedNotice(960, 4_800), gap);
        Assert.Equal(2u, first.Sequence);
        Assert.NotNull(cursor.Take(Segment(4_800, 2, 9), out gap));
        Assert.Null(gap);
        Assert.Equal(1, cursor.Gaps);
    }

    [Fact]
    public void A_slice_that_came_in_part_is_asked_for_again_and_only_the_rest_passes()
    {
        cursor.Open(Opening(0, streams: 3, first: 1));
        Take(0, stream: 1);
        Take(0, stream: 2);
        Assert.Equal(0, cursor.EndSample);
        Assert.True(cursor.Open(Opening(0, streams: 3, first: 1)));
        Assert.Null(Take(0, stream: 1));
        Assert.Null(Take(0, stream: 2));
        Assert.NotNull(Take(0, stream: 3));
        Assert.Equal(960, cursor.EndSample);
    }

    [Fact]
    public void Other_streams_than_before_are_another_feed()
    {
        Assert.True(cursor.Open(Opening(0, streams: 3, first: 1)));
        Assert.False(cursor.Open(Opening(960, streams: 4, first: 1)));
    }

    [Fact]
    public void A_batch_that_is_missing_or_comes_twice_is_noticed()
    {
        cursor.Open(Opening(0));
        Assert.True(cursor.Follows(Batch(0, 3)));
        Assert.True(cursor.Follows(Batch(3, 1)));
        Assert.False(cursor.Follows(Batch(3, 1)));
        Assert.False(cursor.Follows(Batch(6, 2)));
    }

    [Fact]
    public void A_stream_that_was_not_announced_is_left_out()
    {
        cursor.Open(Opening(0));
        Assert.Null(Take(0, stream: 5));
    }

    private static OpeningMessage Opening(long firstSample, int streams = 1, int first = 0) =>
        new() { FirstSample = firstSample, Streams = [.. Enumerable.Range(0, streams).Select(i => $"s{i}")], FirstStream = first };

    private static FeedBatchMessage Batch(long number, int items) =>
        new() { FirstNumber = number, Items = [.. Enumerable.Repeat(new FeedItemMessage(), items)] };

    private static Segment Segment(long sample, int stream, uint sequence) =>
        new(stream, sequence, sample, 960, 1, 1, AudioFormat.Pcm, new byte[4]);

    private Segment? Take(long sample, int stream = 0, uint sequence = 0) => cursor.Take(Segment(sample, stream, sequence), out _);
}
