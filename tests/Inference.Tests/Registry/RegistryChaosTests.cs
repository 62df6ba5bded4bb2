using SessionService.Inference.Parts;
using SessionService.Inference.Registry;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Registry;

/// <summary>Whatever breaks: every bar is answered in time, and every fallback is counted.</summary>
public sealed class RegistryChaosTests
{
    private static readonly ChangeNote Note = RegistryFolder.Note;

    [Fact]
    public async Task A_slow_model_is_late_at_its_deadline_and_told_to_give_up()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        TaskCompletionSource<PartAnswer> never = new();
        CancellationToken told = default;
        host.Writers["2.0.0"].Instead = (_, cancellation) =>
        {
            told = cancellation;
            return never.Task;
        };

        Task<PartAnswer> asked = host.Host.WriteAsync(Bars.Request(withinMs: 300), TestContext.Current.CancellationToken);
        host.Time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(asked.IsCompleted);
        host.Time.Advance(TimeSpan.FromMilliseconds(1));

        PartAnswer answer = await asked;
        Assert.Equal((SequenceEnd.Late, TimeSpan.FromMilliseconds(300)), (answer.End, answer.Time));
        Assert.True(told.IsCancellationRequested);
        Assert.Equal(1, host.Count("2.0.0", SequenceEnd.Late));
        never.SetException(new InvalidOperationException("much later"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_answered()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        host.Writers["2.0.0"].Instead = (_, _) => new TaskCompletionSource<PartAnswer>().Task;
        using CancellationTokenSource caller = new();

        Task<PartAnswer> asked = host.Host.WriteAsync(Bars.Request(), caller.Token);
        await caller.CancelAsync();

        Assert.Equal(SequenceEnd.Cancelled, (await asked).End);
        Assert.Equal(1, host.Count("2.0.0", SequenceEnd.Cancelled));
    }

    [Theory]
    [InlineData(SequenceEnd.Invalid)]
    [InlineData(SequenceEnd.Unavailable)]
    [InlineData(SequenceEnd.Late)]
    public async Task A_canary_that_fails_is_taken_back_and_the_live_version_plays(SequenceEnd end)
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        host.Writers["2.0.0"].Instead = FakeWriter.Always(end);

        int failed = 0;
        while (host.Stored.Canary is not null && failed++ < 100)
        {
            Assert.Equal(end, (await host.AskAsync()).End);
        }

        // One good bar before; at the twentieth bar more than half have failed.
        Assert.Equal(19, failed);
        Assert.Equal(failed, host.Count("2.0.0", end));
        Assert.Equal("1.0.0", await host.WriterAsync());
        StageChange last = host.Folder.Registry.Read().History[^1];
        Assert.Equal(("gate", "candidate, rolled back", "2.0.0"), (last.Who, last.What, last.Version));
        Assert.Contains("19 of 20 bars failed", last.Why, StringComparison.Ordinal);
        Assert.Contains(RegistryNoticeKind.RolledBack, host.Notices);
    }

    [Fact]
    public async Task A_few_invalid_bars_among_many_take_a_canary_back()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        int bar = 0;
        host.Writers["2.0.0"].Instead = (_, _) => Task.FromResult(
            ++bar % 100 == 0 ? PartAnswer.None(SequenceEnd.Invalid, TimeSpan.Zero) : Bars.Done("2.0.0"));

        while (host.Host.State.Find("score-tiny")!.Canary is not null && bar < 1000)
        {
            await host.Host.WriteAsync(Bars.Request(), TestContext.Current.CancellationToken);
        }

        await host.Host.WhenIdleAsync();
        Assert.InRange(bar, 200, 216);
        Assert.Null(host.Stored.Canary);
    }

    [Fact]
    public async Task A_canary_that_keeps_to_its_limits_is_ready_and_can_be_promoted()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        for (int i = 0; i < 1007; i++)
        {
            Assert.False(host.Host.State.Models[0].Run!.Ready);
            await host.Host.WriteAsync(Bars.Request(), TestContext.Current.CancellationToken);
        }

        await host.Host.WhenIdleAsync();

        Assert.True(host.Stored.Run!.Ready);
        Assert.Single(host.Notices, kind => kind == RegistryNoticeKind.Ready);
        await host.Folder.MakeAsync(state => state.Promote("score-tiny", null, anyway: false, Note));
        Assert.Equal("2.0.0", host.Stored.Live);
    }

    [Fact]
    public async Task A_melody_unlike_the_live_versions_takes_a_canary_back()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync(0.5));
        string inside = Enumerable.Range(0, 99).Select(i => $"s{i}").First(s => SessionShare.Of("score-tiny", "t", s) < 0.5);
        string outside = Enumerable.Range(0, 99).Select(i => $"s{i}").First(s => SessionShare.Of("score-tiny", "t", s) >= 0.5);
        await host.WriterAsync(inside);
        await host.WriterAsync(outside);
        host.Writers["2.0.0"].Instead = (_, _) => Task.FromResult(
            new PartAnswer(SequenceEnd.Done, [Bars.Part("2.0.0", (0, 61), (960, 61), (1920, 61))], TimeSpan.Zero));

        for (int i = 0; i < 260; i++)
        {
            await host.Host.WriteAsync(Bars.Request(outside), TestContext.Current.CancellationToken);
            await host.Host.WriteAsync(Bars.Request(inside), TestContext.Current.CancellationToken);
        }

        await host.Host.WhenIdleAsync();
        Assert.Null(host.Stored.Canary);
        Assert.Contains("was expected, give or take", host.Folder.Registry.Read().History[^1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writer_that_throws_costs_one_bar()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        host.Writers["2.0.0"].Instead = (_, _) => throw new InvalidOperationException("at once");
        Assert.Equal(SequenceEnd.Unavailable, (await host.AskAsync()).End);
        host.Writers["2.0.0"].Instead = (_, _) => Task.FromException<PartAnswer>(new DeviceLostException("gone"));
        Assert.Equal(SequenceEnd.Unavailable, (await host.AskAsync()).End);
        host.Writers["2.0.0"].Instead = null;

        Assert.Equal(SequenceEnd.Done, (await host.AskAsync()).End);
        Assert.Equal(2, host.Count("2.0.0", SequenceEnd.Unavailable));
        Assert.Equal(2, host.Notices.Count(kind => kind == RegistryNoticeKind.Failed));
    }

    [Fact]
    public async Task Parts_that_were_not_asked_for_are_invalid()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        host.Writers["2.0.0"].Instead = (_, _) => Task.FromResult(
            new PartAnswer(SequenceEnd.Done, [Bars.Part("2.0.0", (0, 64)) with { Layer = Bars.Bass }], TimeSpan.Zero));

        Assert.Equal(SequenceEnd.Invalid, (await host.AskAsync()).End);
    }

    [Fact]
    public async Task A_corrupt_canary_is_taken_back_before_it_writes_a_bar()
    {
        RegistryFolder folder = await new RegistryFolder().WithCanaryAsync();
        folder.Break("2.0.0");
        using HostFixture host = new(folder);

        Assert.Equal("1.0.0", await host.WriterAsync());

        Assert.Null(host.Stored.Canary);
        Assert.Contains("not the one that was added", folder.Registry.Read().History[^1].Why, StringComparison.Ordinal);
        Assert.DoesNotContain("2.0.0", host.Writers.Loads);
    }

    [Fact]
    public async Task A_corrupt_live_version_leaves_the_one_before_it_playing()
    {
        RegistryFolder folder = await new RegistryFolder().WithCanaryAsync();
        await folder.MakeAsync(state => state.Promote("score-tiny", null, anyway: true, Note));
        byte[] graph = await File.ReadAllBytesAsync(folder["score-tiny", "2.0.0", "graph.onnx"], TestContext.Current.CancellationToken);
        graph[1000] ^= 1;
        await File.WriteAllBytesAsync(folder["score-tiny", "2.0.0", "graph.onnx"], graph, TestContext.Current.CancellationToken);
        using HostFixture host = new(folder);

        // One bar to find that it does not load, and at most one more until the other is there.
        Assert.Equal(SequenceEnd.Unavailable, (await host.AskAsync()).End);
        await host.AskAsync();
        Assert.Equal("1.0.0", (await host.AskAsync()).Parts[0].Writer);
        Assert.Equal("2.0.0", host.Stored.Live);
        Assert.InRange(host.Count("", SequenceEnd.Unavailable), 1, 2);
        Assert.Contains(RegistryNoticeKind.Refused, host.Notices);
    }

    [Fact]
    public async Task A_version_that_could_not_be_loaded_is_tried_again_after_a_while()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        host.Writers.Refuse["2.0.0"] = new OutOfMemoryException("no room");
        Assert.Equal("1.0.0", await host.WriterAsync());
        Assert.Equal("1.0.0", await host.WriterAsync());
        Assert.Equal(1, host.Writers.Loads.Count(version => version == "2.0.0"));
        host.Writers.Refuse.Clear();

        await host.LookAgainAsync();

        // A lack of memory is no fault of the package: the canary goes on.
        Assert.Equal("2.0.0", await host.WriterAsync());
        Assert.Equal("2.0.0", host.Stored.Canary);
    }

    [Fact]
    public async Task A_registry_that_is_gone_goes_on_as_it_was()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        string aside = host.Folder.Registry.Folder + ".aside";
        Directory.Move(host.Folder.Registry.Folder, aside);
        await host.LookAgainAsync();

        Assert.Equal("2.0.0", await host.WriterAsync());
        Assert.Contains(RegistryNoticeKind.Unreachable, host.Notices);

        Directory.Move(aside, host.Folder.Registry.Folder);
        await host.LookAgainAsync();
        Assert.Contains(RegistryNoticeKind.Reachable, host.Notices);
        Assert.Equal("2.0.0", await host.WriterAsync());
    }

    [Fact]
    public async Task A_canary_fails_while_the_registry_cannot_be_written_and_is_taken_back_all_the_same()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        string state = await File.ReadAllTextAsync(host.Folder[ModelRegistry.StateFile], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(host.Folder[ModelRegistry.StateFile], "damaged", TestContext.Current.CancellationToken);
        host.Writers["2.0.0"].Instead = FakeWriter.Always(SequenceEnd.Invalid);
        for (int i = 0; i < 19; i++)
        {
            await host.AskAsync();
        }

        Assert.Equal("1.0.0", await host.WriterAsync());
        await File.WriteAllTextAsync(host.Folder[ModelRegistry.StateFile], state, TestContext.Current.CancellationToken);
        Assert.Equal("2.0.0", host.Stored.Canary);
        await host.LookAgainAsync();

        Assert.Null(host.Stored.Canary);
        Assert.Equal("gate", host.Folder.Registry.Read().History[^1].Who);
        Assert.Equal("1.0.0", await host.WriterAsync());
    }
}
