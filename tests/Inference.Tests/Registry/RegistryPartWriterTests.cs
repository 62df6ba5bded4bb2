using SessionService.Inference.Parts;
using SessionService.Inference.Registry;
using SessionService.Inference.Serving;

namespace SessionService.Inference.Tests.Registry;

/// <summary>Each bar goes to the version that the registry names, and changes count from the next bar on.</summary>
public sealed class RegistryPartWriterTests
{
    private static readonly ChangeNote Note = RegistryFolder.Note;

    [Fact]
    public void No_folder_is_no_model() =>
        Assert.Null(ModelHost.Open(new ModelHostOptions(), new FakeWriters().Make, TimeProvider.System));

    [Fact]
    public async Task An_empty_registry_leaves_all_to_the_rules()
    {
        using HostFixture host = new(new RegistryFolder());

        Assert.Equal(SequenceEnd.Unavailable, (await host.AskAsync()).End);
        Assert.Equal(1, host.Count("", SequenceEnd.Unavailable));
    }

    [Fact]
    public async Task A_version_is_loaded_when_first_asked_for_and_once()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync(0.5));

        PartAnswer[] first = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => host.AskAsync()));
        string? second = await host.WriterAsync();

        Assert.Contains(first, answer => answer.End == SequenceEnd.Unavailable);
        Assert.Equal(host.Host.State.VersionFor("score-tiny", "t", null, "s"), second);
        Assert.Equal(host.Writers.Loads.Count, host.Writers.Loads.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Sessions_hear_the_canary_by_its_share_and_their_pin_before_it()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync(0.5));
        await host.Folder.MakeAsync(state => state.Pin("score-tiny", "1.0.0", "t", "p", Note));
        await host.LookAgainAsync();

        foreach (string session in Enumerable.Range(0, 20).Select(i => $"s{i}"))
        {
            string expected = SessionShare.Of("score-tiny", "t", session) < 0.5 ? "2.0.0" : "1.0.0";
            Assert.Equal(expected, await host.WriterAsync(session));
            Assert.Equal("1.0.0", await host.WriterAsync(session, "p"));
        }
    }

    [Fact]
    public async Task While_a_canary_is_loaded_its_sessions_hear_the_live_version()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync(0.5));
        string inside = Enumerable.Range(0, 99).Select(i => $"s{i}").First(s => SessionShare.Of("score-tiny", "t", s) < 0.5);
        string outside = Enumerable.Range(0, 99).Select(i => $"s{i}").First(s => SessionShare.Of("score-tiny", "t", s) >= 0.5);
        await host.WriterAsync(outside);

        PartAnswer first = await host.AskAsync(inside);

        Assert.Equal("1.0.0", first.Parts[0].Writer);
        Assert.Equal("2.0.0", await host.WriterAsync(inside));
    }

    [Fact]
    public async Task A_change_counts_from_the_next_bar_on_and_the_old_version_is_let_go_of()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        Assert.Equal("2.0.0", await host.WriterAsync());
        FakeWriter live = host.Writers["1.0.0"];

        await host.Folder.MakeAsync(state => state.Promote("score-tiny", null, anyway: true, Note));
        await host.LookAgainAsync();

        Assert.Equal("2.0.0", await host.WriterAsync());
        Assert.True(live.Disposed);
        Assert.Contains(RegistryNoticeKind.Released, host.Notices);
        await host.Folder.MakeAsync(state => state.Rollback("score-tiny", Note));
        await host.LookAgainAsync();
        Assert.Equal("1.0.0", await host.WriterAsync());
        Assert.True(host.Writers["2.0.0"].Disposed);
    }

    [Fact]
    public async Task What_played_plays_on_until_its_successor_is_loaded()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync(0.000001));
        Assert.Equal("1.0.0", await host.WriterAsync());
        await host.Folder.MakeAsync(state => state.Promote("score-tiny", null, anyway: true, Note));
        await host.LookAgainAsync();

        Assert.Equal("1.0.0", (await host.AskAsync()).Parts[0].Writer);
        Assert.Equal("2.0.0", (await host.AskAsync()).Parts[0].Writer);
        Assert.True(host.Writers["1.0.0"].Disposed);
    }

    [Fact]
    public async Task What_was_rolled_back_is_not_heard_while_the_earlier_version_is_loaded()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        await host.Folder.MakeAsync(state => state.Promote("score-tiny", null, anyway: true, Note));
        await host.LookAgainAsync();
        await host.Folder.MakeAsync(state => state.Rollback("score-tiny", Note));
        await host.LookAgainAsync();

        Assert.Equal(SequenceEnd.Unavailable, (await host.AskAsync()).End);
        Assert.Equal("1.0.0", (await host.AskAsync()).Parts[0].Writer);
    }

    [Fact]
    public async Task A_version_stays_while_a_bar_of_it_is_written()
    {
        using HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        TaskCompletionSource<PartAnswer> bar = new();
        FakeWriter canary = host.Writers["2.0.0"];
        canary.Instead = (_, _) => bar.Task;
        Task<PartAnswer> asked = host.Host.WriteAsync(Bars.Request(), TestContext.Current.CancellationToken);

        await host.Folder.MakeAsync(state => state.Rollback("score-tiny", Note));
        await host.LookAgainAsync();
        Assert.False(canary.Disposed);
        bar.SetResult(Bars.Done("2.0.0"));
        await asked;
        await host.Host.WhenIdleAsync();

        Assert.True(canary.Disposed);
    }

    [Fact]
    public async Task The_end_of_the_host_is_the_end_of_its_writers()
    {
        HostFixture host = new(await new RegistryFolder().WithCanaryAsync());
        await host.WriterAsync();
        host.Host.Dispose();

        Assert.True(host.Writers["1.0.0"].Disposed);
        Assert.True(host.Writers["2.0.0"].Disposed);
        Assert.Equal(SequenceEnd.Unavailable, (await host.Host.WriteAsync(Bars.Request(), CancellationToken.None)).End);
        host.Folder.Dispose();
    }
}
