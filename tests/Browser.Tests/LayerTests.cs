using SessionService.Browser.Tests.Support;

namespace SessionService.Browser.Tests;

/// <summary>A player that takes a stream for each layer.</summary>
[Collection(StageCollection.Name)]
public sealed class LayerTests(Stage stage)
{
    private const int SampleRate = 48_000;

    [Theory]
    [InlineData("pcm")]
    [InlineData("opus")]
    public async Task Each_layer_has_its_own_stream_and_its_own_volume(string format)
    {
        await using DemoPage demo = await stage.OpenAsync();
        // Its own session, opened by the client as any page would; started by a click, which the browser asks for.
        await demo.Page.EvaluateAsync(
            """
            async (format) => {
              const { connect } = await import("/client/sessionservice.js");
              const opened = await (await fetch("/demo/sessions", {
                method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ example: "game" }),
              })).json();
              const session = await connect({ url: opened.socket_url, session: opened.session, token: opened.token, streams: "layers", format });
              document.dispatchEvent(new CustomEvent("session", { detail: session }));
              const button = Object.assign(document.createElement("button"), { textContent: "Start layers", onclick: () => session.start() });
              document.body.prepend(button);
            }
            """, format);
        await demo.Page.GetByText("Start layers").ClickAsync();
        await demo.Page.WaitForFunctionAsync("() => window.recording.session.heardSample !== null");

        string[] names = await demo.AskAsync<string[]>("window.recording.session.streams.map((s) => s.name)");
        string[] layers = await demo.AskAsync<string[]>("window.recording.session.state.layers.map((l) => l.name)");
        Assert.Equal([.. layers, "space"], names);

        await demo.HeardAsync(4);
        int pad = 1 + Array.IndexOf(layers, "pad");
        PageAck ack = await demo.CommandAsync("layer('pad', { mute: true })");
        long muted = ack.Cues[0].Sample;
        await demo.DecodedAsync(muted + (2 * SampleRate), pad);

        double before = Signal.LevelDb(await demo.SamplesAsync(muted - (2 * SampleRate), 2 * SampleRate, pad));
        double after = Signal.LevelDb(await demo.SamplesAsync(muted + SampleRate, SampleRate, pad));
        Assert.True(before > -60, $"The pad was at {before:F1} dBFS.");
        Assert.True(after < -90, $"The muted pad is at {after:F1} dBFS.");
        for (int stream = 1; stream <= names.Length; stream++)
        {
            Assert.Empty((await demo.ExtentAsync(stream)).Holes);
        }

        // One's own volume is of this player alone: the streams go on, the output falls silent.
        await demo.Page.EvaluateAsync("() => window.recordOutput()");
        await demo.Page.EvaluateAsync("() => window.recording.session.streams.forEach((s) => window.recording.session.layerVolume(s.name, 0))");
        long now = await demo.AskAsync<long>("Math.floor(window.recording.session.heardSample)");
        await demo.Page.WaitForFunctionAsync("sample => window.recording.session.heardSample > sample", now + SampleRate);
        Output output = await demo.AskAsync<Output>("window.outputRecorded()");
        short[] tail = DemoPage.Shorts(output.Data)[^(SampleRate / 4)..];
        Assert.True(tail.All(v => v == 0), "Silenced layers are still heard.");
        Assert.Empty(demo.Problems);
    }

    private sealed record Output(long Frame, string Data);
}
