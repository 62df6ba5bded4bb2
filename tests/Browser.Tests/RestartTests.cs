using SessionService.Browser.Tests.Support;

namespace SessionService.Browser.Tests;

/// <summary>The power fails while somebody listens.</summary>
[Collection(StageCollection.Name)]
public sealed class RestartTests(Stage stage)
{
    private const int SampleRate = 48_000;

    [Fact]
    public async Task A_killed_service_comes_back_and_the_same_session_goes_on()
    {
        Stage.SkipWithoutChromium();
        await using ServiceProcess service = new();
        await service.StartAsync(TestContext.Current.CancellationToken);
        await using DemoPage demo = await stage.OpenAsync("game", "?format=pcm", service: service);
        await demo.PlayAsync();
        await demo.HeardAsync(3);
        PageAck battle = await demo.CommandAsync("event('enter.battle')");
        await demo.DecodedAsync(battle.Cues.Max(cue => cue.Sample) + SampleRate);
        string session = await demo.AskAsync<string>("window.recording.session.state.session");
        long before = (await demo.ExtentAsync()).End;

        await service.KillAsync();
        await demo.Page.GetByText("Reconnecting").WaitForAsync();
        await demo.Page.GetByText("The service cannot be reached.").WaitForAsync();
        // Given while nobody is there to take it: it waits.
        await demo.Page.EvaluateAsync("() => { window.waiting = window.recording.session.event('coin'); }");
        await service.StartAsync(TestContext.Current.CancellationToken);
        await demo.Page.GetByText("Connected", new() { Exact = true }).WaitForAsync();
        PageAck coin = await demo.AskAsync<PageAck>("await window.waiting");
        await demo.DecodedAsync(before + (6 * SampleRate));
        await demo.Page.WaitForFunctionAsync("sample => (window.recording.session.heardSample ?? 0) > sample", before + (5 * SampleRate));

        Extent extent = await demo.ExtentAsync();
        Assert.Equal(1, await demo.AskAsync<int>("window.recordings.length"));
        Assert.Equal(session, await demo.AskAsync<string>("window.recording.session.state.session"));
        Assert.Equal("battle", await demo.AskAsync<string>("window.recording.session.state.scene"));
        Assert.Equal("accepted", coin.Status);
        // Time may be left out, once and forwards; none is played twice.
        Assert.True(extent.Holes.Length <= 1 && extent.Holes.All(hole => hole[1] > hole[0]),
            string.Join(", ", extent.Holes.Select(hole => $"{hole[0]} to {hole[1]}")));
        double level = Signal.LevelDb(await demo.SamplesAsync(extent.End - (2 * SampleRate), 2 * SampleRate));
        Assert.True(level > -50, $"After the restart it is at {level:F1} dBFS.");
        Assert.True(await demo.Page.Locator("#alert").IsHiddenAsync());
    }
}
