using SessionService.Browser.Tests.Support;

namespace SessionService.Browser.Tests;

/// <summary>Somebody presses play and listens for a minute.</summary>
[Collection(StageCollection.Name)]
public sealed class PlayingTests(Stage stage)
{
    private const int SampleRate = 48_000;

    [Fact]
    public async Task A_minute_is_heard_without_a_hole_and_without_silence()
    {
        await using DemoPage demo = await stage.OpenAsync();
        await demo.PlayAsync();
        await demo.HeardAsync(61, 120_000);

        Extent extent = await demo.ExtentAsync();
        int underruns = await demo.AskAsync<int>("window.recording.underruns.length");
        int late = await demo.AskAsync<int>("window.lateArrivals(60)");
        int skipped = await demo.AskAsync<int>("window.recording.skipped.length");
        short[] minute = await demo.SamplesAsync(extent.First, 60 * SampleRate);

        Assert.Empty(extent.Holes);
        Assert.True(extent.End - extent.First >= 60 * SampleRate, $"{extent.End - extent.First} samples were decoded.");
        // Audio comes every 20 ms and the buffer holds at least 60: it runs dry only where a busy machine sends late.
        Assert.True(underruns <= late, $"{underruns} underruns, and audio came late only {late} times.");
        Assert.Equal(0, skipped);
        Assert.True(Signal.LevelDb(minute) > -40, $"The minute is at {Signal.LevelDb(minute):F1} dBFS.");
        Assert.True(Signal.LongestSilence(minute, 1) < SampleRate / 2,
            $"{Signal.LongestSilence(minute, 1)} samples in a row are silent.");
        for (int second = 1; second < 60; second++)
        {
            double level = Signal.LevelDb(minute.AsSpan(second * 2 * SampleRate, 2 * SampleRate));
            Assert.True(level > -66, $"Second {second} is at {level:F1} dBFS.");
        }

        Assert.Empty(demo.Problems);
    }

    [Theory]
    [InlineData("opus", "Opus")]
    [InlineData("pcm", "PCM")]
    public async Task It_plays_in_either_format(string format, string shown)
    {
        await using DemoPage demo = await stage.OpenAsync("shop", $"?format={format}");
        await demo.PlayAsync();
        await demo.HeardAsync(5);

        Extent extent = await demo.ExtentAsync();
        Assert.Equal(format, await demo.AskAsync<string>("window.recording.session.stats.format"));
        Assert.Empty(extent.Holes);
        short[] heard = await demo.SamplesAsync(extent.First, 4 * SampleRate);
        Assert.True(Signal.LevelDb(heard) > -50, $"It is at {Signal.LevelDb(heard):F1} dBFS.");
        await demo.Page.GetByText(shown, new() { Exact = true }).WaitForAsync();
        Assert.Empty(demo.Problems);
    }

    [Fact]
    public async Task Decoded_pcm_is_the_offline_rendering_bit_for_bit()
    {
        await using DemoPage demo = await stage.OpenAsync("game", "?format=pcm");
        await demo.PlayAsync();
        await demo.HeardAsync(6);

        Extent extent = await demo.ExtentAsync();
        short[] offline = await Offline.RenderAsync("game", await SeedAsync(demo), 6);
        int first = (int)extent.First;
        Assert.InRange(first, 0, SampleRate);
        short[] heard = await demo.SamplesAsync(first, 4 * SampleRate);
        int difference = Signal.FirstDifference(heard, offline.AsSpan(2 * first));
        Assert.True(difference < 0, $"The first difference is at sample {first + difference}.");
    }

    [Fact]
    public async Task Decoded_opus_lies_at_its_sample_to_the_sample()
    {
        await using DemoPage demo = await stage.OpenAsync("game", "?format=opus");
        await demo.PlayAsync();
        await demo.HeardAsync(6);
        Assert.SkipUnless(await demo.AskAsync<string>("window.recording.session.stats.format") == "opus", "The service has no libopus here.");

        short[] offline = await Offline.RenderAsync("game", await SeedAsync(demo), 6);
        const int From = 3 * SampleRate;
        const int Reach = 600;
        short[] pattern = Signal.Channel(offline.AsSpan(2 * From, 2 * SampleRate), 0);
        short[] around = Signal.Channel(await demo.SamplesAsync(From - Reach, SampleRate + (2 * Reach)), 0);
        (int lag, double correlation) = Signal.Find(pattern, around);
        Assert.True(correlation > 0.9, $"The decoded music is like the offline rendering only to {correlation:F3}.");
        // The encoder's lookahead of 312 samples is taken out by the client.
        Assert.Equal(Reach, lag);
    }

    private static Task<string> SeedAsync(DemoPage demo) => demo.AskAsync<string>("window.recording.session.state.seed");
}
