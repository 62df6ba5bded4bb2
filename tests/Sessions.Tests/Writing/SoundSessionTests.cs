using System.Text;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Sessions.Engine;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Log;
using SessionService.Sessions.Offline;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;
using SessionService.Storage.Memory;

namespace SessionService.Sessions.Tests.Writing;

/// <summary>Sessions one of whose layers is decoded from an audio-token model's codes.</summary>
public sealed class SoundSessionTests : IDisposable
{
    private const string Map = """
        {
          "format": 1, "name": "decoded", "start": "calm",
          "scenes": {
            "calm": { "style": "ambient", "bpm": 100,
              "layers": { "pad": { "part": "chords", "writer": "codec" }, "low": { "part": "bass" } } },
            "quick": { "style": "cinematic", "bpm": 111, "layers": { "pad": { "part": "chords", "writer": "codec" } } }
          },
          "transitions": [ { "from": "*", "to": "*", "sync": "beat", "fade_ms": 200 } ],
          "events": { "go": { "do": [ { "scene": "quick" } ] } }
        }
        """;

    private const int BarSamples = 115_200;
    private const int FadeSamples = 9_600;

    private static readonly SessionKey Key = new(new TenantId("t"), "s");

    private readonly ToneModel model = new();
    private readonly InferenceScheduler scheduler;
    private readonly HostStores stores = new(
        new MemoryEventLog(), new MemorySessionStore(), new MemoryProjectStore(), new MemoryUsageStore());

    public SoundSessionTests() => scheduler = new InferenceScheduler([model], new SchedulerOptions(), TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_stream_goes_on_over_bar_lines_as_if_it_were_one()
    {
        float[] stem = Render(4 * BarSamples, 960, []);

        // Each sample of a sine follows from the two before; the first bar fades in.
        Assert.True(stem.AsSpan(BarSamples / 2).ToArray().Max() > 0.02f, "it sounds");
        AssertTone(stem, 400, 2_000, 4 * BarSamples);
    }

    [Fact]
    public void At_a_cue_the_stream_of_the_new_scene_takes_over_at_the_very_sample_and_nothing_clicks()
    {
        (float[] stem, long cue) = Go(960);

        Assert.InRange(cue, 200_000, 250_000);
        AssertTone(stem, 400, 2_000, (int)cue);
        AssertTone(stem, 600, (int)cue + FadeSamples + 64, stem.Length);
        Assert.True(Residual(stem, 400, (int)cue, (int)cue + 400) > 1e-4, "from the cue on it is another sound");

        // A step is no larger than those of both tones and of the fade together.
        float amplitude = stem.Max(Math.Abs);
        double most = amplitude * ((2 * Math.PI * (400 + 600) / 48_000) + (2.0 / 960));
        for (int i = (int)cue - 100; i < cue + FadeSamples + 100; i++)
        {
            Assert.InRange(Math.Abs(stem[i] - stem[i - 1]), 0, most);
        }
    }

    [Fact]
    public void The_size_of_a_block_changes_nothing() => Assert.Equal(Go(960).Stem, Go(333).Stem);

    [Fact]
    public async Task What_was_decoded_is_heard_logged_and_replayed_by_its_codes_with_its_decoder()
    {
        await using LocalSessionHost host = Host();
        Recording recording = await HearAsync(host);

        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, recording, Cancellation, model);
        StatsNotice stats = recording.Notices.OfType<StatsNotice>().Last();
        Assert.True(stats.ModelBars >= 1, $"{stats.ModelBars} bars by the model, {stats.RuleBars} by rules.");
        WrittenPayload[] written = [.. (await LogAsync()).Where(entry => entry.Kind == LogKinds.Written)
            .Select(entry => LogJson.Read<WrittenPayload>(entry.Payload))];
        Assert.All(written, part => Assert.Equal(ToneModel.Name, part.Sound!.Decoder));
        Assert.All(written, part => Assert.Equal("tone 1.0.0", part.Writer));
        Assert.Null(await OfflineRenderer.MissingDecoderAsync(stores.Log.ReadAsync(Key, 0, Cancellation), long.MaxValue, model, Cancellation));
        Assert.Equal(
            ToneModel.Name,
            await OfflineRenderer.MissingDecoderAsync(stores.Log.ReadAsync(Key, 0, Cancellation), long.MaxValue, null, Cancellation));
    }

    [Fact]
    public async Task A_session_that_is_brought_back_makes_its_sounds_again()
    {
        Recording first;
        await using (LocalSessionHost host = Host())
        {
            first = await HearAsync(host);
        }

        await using LocalSessionHost again = Host();
        var listened = await again.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation);
        await using IListener listener = listened.Value!;
        Recording second = new();
        await second.ReadAsync(listener, 150_000, Cancellation);
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, second, Cancellation, model);
        Assert.True(second.FirstSample >= first.EndSample);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("lost")]
    [InlineData("slow")]
    public async Task Rules_play_the_layer_where_no_sound_comes(string fault)
    {
        model.SaysNonsense = fault == "nonsense";
        model.LosesItself = () => fault == "lost";
        IPartWriter writer = fault != "slow" ? model.Writer(scheduler) : new FakeWriter(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("Unreachable.");
        });
        await using LocalSessionHost host = Host(writer);
        Recording recording = await HearAsync(host);

        StatsNotice stats = recording.Notices.OfType<StatsNotice>().Last();
        Assert.Equal(0, stats.ModelBars);
        Assert.True(stats.RuleBars >= 1);
        SequenceEnd end = fault switch { "nonsense" => SequenceEnd.Invalid, "lost" => SequenceEnd.Unavailable, _ => SequenceEnd.Cancelled };
        Assert.True(host.Parts.Of(end) > 0);
        Assert.DoesNotContain(await LogAsync(), entry => entry.Kind == LogKinds.Written);
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, recording, Cancellation);
    }

    [Fact]
    public void A_sound_whose_decoder_is_not_here_is_left_to_the_rules()
    {
        SessionEngine engine = new(ReadMap(), 0, 3, new RuleComposer());
        List<float> heard = [];
        OfflineRenderer.Render(engine, [], 200_000, false, (mix, _) => heard.AddRange(mix), sounds: model.Writer(scheduler));
        List<float> rules = [];
        OfflineRenderer.Render(new SessionEngine(ReadMap(), 0, 3, new RuleComposer()), [], 200_000, false, (mix, _) => rules.AddRange(mix));

        Assert.Equal(rules, heard);
    }

    public void Dispose() => scheduler.Dispose();

    private static AdaptiveMap ReadMap() => AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(Map)).Map!;

    private static void AssertTone(float[] stem, double hz, int from, int to) => Assert.InRange(Residual(stem, hz, from, to), 0, 1e-5);

    // How far each sample is from what a sine of that pitch would have there after the two before.
    private static double Residual(float[] stem, double hz, int from, int to)
    {
        double turn = 2 * Math.Cos(2 * Math.PI * hz / 48_000);
        double worst = 0;
        for (int i = from; i < to - 2; i++)
        {
            worst = Math.Max(worst, Math.Abs(stem[i + 2] - (turn * stem[i + 1]) + stem[i]));
        }

        return worst;
    }

    private (float[] Stem, long Cue) Go(int block)
    {
        long cue = 0;
        float[] stem = Render(4 * BarSamples, block, [new TimedCommand(4_167, new UiEventCommand("g", "go"))], answer => cue = answer.Cues[0].Sample);
        return (stem, cue);
    }

    private float[] Render(int samples, int block, TimedCommand[] commands, Action<Acknowledgement>? answered = null)
    {
        var engine = new SessionEngine(ReadMap(), 0, 3, new RuleComposer(), decoders: model);
        List<float> left = [];
        var answers = OfflineRenderer.Render(
            engine, commands, samples, withStems: true,
            (mix, stems) =>
            {
                for (int i = 0; i < mix.Length; i += 2)
                {
                    left.Add(stems[i]);
                }
            },
            block, sounds: model.Writer(scheduler));
        answers.ToList().ForEach(answer => answered?.Invoke(answer.Answer));
        return [.. left];
    }

    private async Task<Recording> HearAsync(LocalSessionHost host)
    {
        await host.CreateAsync(new CreateSession(Key.Tenant, Key.Id, null, null, Map, 5), Cancellation);
        var listened = await host.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation);
        await using IListener listener = listened.Value!;
        var recording = new Recording();
        await recording.ReadAsync(listener, 150_000, Cancellation);
        await host.SubmitAsync(Key, [new UiEventCommand("g", "go")], Cancellation);
        await recording.ReadAsync(listener, 130_000, Cancellation);
        return recording;
    }

    private LocalSessionHost Host(IPartWriter? writer = null) => new(
        stores, new RuleComposer(), TimeProvider.System,
        new LocalHostOptions { Workers = 1, SoundWriter = writer ?? model.Writer(scheduler), Decoders = model });

    private async Task<List<LogEntry>> LogAsync() => await stores.Log.ReadAsync(Key, 0, Cancellation).ToListAsync(Cancellation);
}
