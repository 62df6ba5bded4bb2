using System.Text;
using SessionService.Inference.Parts;
using SessionService.Inference.Serving;
using SessionService.Music.Adaptation;
using SessionService.Music.Composition;
using SessionService.Music.Performance;
using SessionService.Music.Score;
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

/// <summary>Sessions some of whose layers a model writes.</summary>
public sealed class ModelSessionTests
{
    private const string Map = """
        {
          "format": 1, "name": "written", "start": "calm",
          "scenes": {
            "calm": {
              "style": "ambient", "bpm": 200, "mood": { "density": 0.8 },
              "layers": { "pad": { "part": "chords" }, "tune": { "part": "lead", "writer": "model" } }
            },
            "quick": { "style": "cinematic", "bpm": 220, "layers": { "tune": { "part": "lead", "writer": "model" } } }
          },
          "transitions": [ { "from": "*", "to": "*", "sync": "bar" } ],
          "events": { "go": { "do": [ { "scene": "quick" } ] } }
        }
        """;

    private static readonly SessionKey Key = new(new TenantId("t"), "s");
    private readonly HostStores stores = new(
        new MemoryEventLog(), new MemorySessionStore(), new MemoryProjectStore(), new MemoryUsageStore());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_model_wrote_is_heard_logged_and_replayed_without_it()
    {
        FakeWriter writer = new();
        await using LocalSessionHost host = Host(writer);
        Recording recording = await HearAsync(host, async () =>
            await host.SubmitAsync(Key, [new UiEventCommand("g", "go")], Cancellation));
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, recording, Cancellation);

        StatsNotice stats = recording.Notices.OfType<StatsNotice>().Last();
        Assert.True(stats.ModelBars >= 2, $"{stats.ModelBars} bars by the model, {stats.RuleBars} by rules.");
        Assert.Contains(recording.Notices.OfType<StateNotice>(), notice => notice.State.Layers[1] is { Writer: "model", WrittenBy: "fake 1.2.3" });
        WrittenPayload[] written = [.. (await LogAsync()).Where(entry => entry.Kind == LogKinds.Written)
            .Select(entry => LogJson.Read<WrittenPayload>(entry.Payload))];
        Assert.True(written.Length >= stats.ModelBars);
        Assert.All(written, part => Assert.Equal(("fake 1.2.3", "99"), (part.Writer, part.Seed)));
        Assert.Equal(host.Parts.Offered, written.Length);
        PartRequest last = writer.Requests[^1];
        Assert.Equal(("t", "s"), (last.Tenant, last.Session));
        Assert.Equal(last.Draft.Context.Bar - 1, last.History[^1].Context.Bar);
        Assert.Contains(last.History[^1].Notes, note => note is { Layer: 1, Velocity: 100 });
    }

    [Fact]
    public async Task What_models_work_is_in_the_accounts_of_the_session()
    {
        long worked = 0;
        FakeWriter writer = new((request, _) =>
        {
            request.Bill!.Add(new ModelUse(300, 20, 4));
            Interlocked.Increment(ref worked);
            return Task.FromResult(FakeWriter.Higher(request));
        });
        await using (LocalSessionHost host = Host(writer))
        {
            await HearAsync(host, () => Task.CompletedTask);
        }

        UsageRecord used = await stores.Usage.SumAsync(Key.Tenant, Key.Id, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, Cancellation);
        // What is asked while the host stops may come after the last account.
        Assert.InRange(used.ModelTokens, 4, 4 * worked);
        Assert.Equal((75 * used.ModelTokens, 5 * used.ModelTokens), (used.ModelCpuMicroseconds, used.ModelAcceleratorMicroseconds));
    }

    [Fact]
    public async Task A_model_that_does_not_answer_costs_nothing_but_its_bars()
    {
        FakeWriter writer = new(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new InvalidOperationException("Unreachable.");
        });
        await using LocalSessionHost host = Host(writer);
        await AssertRulesPlayAsync(host);
        Assert.True(host.Parts.Of(SequenceEnd.Cancelled) > 0);
    }

    [Fact]
    public async Task A_model_that_fails_costs_nothing_but_its_bars()
    {
        FakeWriter writer = new((_, _) => throw new InvalidOperationException("The runtime is gone."));
        await using LocalSessionHost host = Host(writer);
        await AssertRulesPlayAsync(host);
        Assert.True(host.Parts.Of(SequenceEnd.Unavailable) > 0);
    }

    [Theory]
    [InlineData(SequenceEnd.Late)]
    [InlineData(SequenceEnd.Invalid)]
    [InlineData(SequenceEnd.QueueFull)]
    public async Task An_answer_with_nothing_in_it_is_counted_by_its_reason(SequenceEnd end)
    {
        FakeWriter writer = new((_, _) => Task.FromResult(PartAnswer.None(end, TimeSpan.Zero)));
        await using LocalSessionHost host = Host(writer);
        await AssertRulesPlayAsync(host);
        Assert.True(host.Parts.Of(end) > 0);
    }

    [Fact]
    public async Task Notes_that_cannot_be_played_are_not_taken()
    {
        FakeWriter writer = new((request, _) =>
        {
            PartAnswer answer = FakeWriter.Higher(request);
            WrittenPart part = answer.Parts[0];
            return Task.FromResult(answer with { Parts = [part with { Notes = [new Note(part.Layer, -5, 10, 60, 90)] }] });
        });
        await using LocalSessionHost host = Host(writer);
        await AssertRulesPlayAsync(host);
        Assert.True(host.Parts.Of(SequenceEnd.Invalid) > 0);
    }

    [Fact]
    public void Rendered_offline_the_size_of_a_block_changes_nothing()
    {
        float[] first = Render(960, new FakeWriter());
        Assert.Equal(first, Render(333, new FakeWriter()));
        Assert.NotEqual(first, Render(960, null));
    }

    private static float[] Render(int block, IPartWriter? writer)
    {
        AdaptiveMap map = AdaptiveMapReader.Read(Encoding.UTF8.GetBytes(Map)).Map!;
        var engine = new SessionEngine(map, 0, 3, new RuleComposer());
        List<float> heard = [];
        OfflineRenderer.Render(
            engine, [new TimedCommand(2_083, new UiEventCommand("g", "go"))], 240_000, withStems: false,
            (mix, _) => heard.AddRange(mix), block, writer);
        return [.. heard];
    }

    private async Task AssertRulesPlayAsync(LocalSessionHost host)
    {
        Recording recording = await HearAsync(host, () => Task.CompletedTask);
        StatsNotice stats = recording.Notices.OfType<StatsNotice>().Last();
        Assert.Equal(0, stats.ModelBars);
        Assert.True(stats.RuleBars >= 2);
        Assert.DoesNotContain(await LogAsync(), entry => entry.Kind == LogKinds.Written);
        await Replaying.AssertAsync(stores.Log, stores.Sessions, Key, recording, Cancellation);
    }

    private async Task<Recording> HearAsync(LocalSessionHost host, Func<Task> halfway)
    {
        await host.CreateAsync(new CreateSession(Key.Tenant, Key.Id, null, null, Map, 5), Cancellation);
        var listened = await host.ListenAsync(Key, new ListenRequest(AudioFormat.Pcm, StreamSelection.Mix, null), Cancellation);
        await using IListener listener = listened.Value!;
        var recording = new Recording();
        await recording.ReadAsync(listener, 120_000, Cancellation);
        await halfway();
        await recording.ReadAsync(listener, 120_000, Cancellation);
        return recording;
    }

    private LocalSessionHost Host(IPartWriter writer) =>
        new(stores, new RuleComposer(), TimeProvider.System, new LocalHostOptions { Workers = 1, Writer = writer });

    private async Task<List<LogEntry>> LogAsync() => await stores.Log.ReadAsync(Key, 0, Cancellation).ToListAsync(Cancellation);
}
