using Orleans.TestingHost;
using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Grains.Tests.Support;
using SessionService.Music.Performance;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Ports;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Hosting;

/// <summary>Where sessions live, and what of them is stored.</summary>
public sealed class SessionGrainTests : IAsyncLifetime
{
    private static readonly TenantId Tenant = new("grain");

    private SmallCluster cluster = null!;
    private ClusterSessionHost host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cluster = await SmallCluster.StartAsync();
        host = cluster.NewFrontEnd();
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Many_sessions_are_spread_over_the_silos()
    {
        var silos = new HashSet<string>();
        for (int i = 0; i < 40 && silos.Count < 2; i++)
        {
            SessionKey key = await CreateAsync($"s{i}");
            silos.Add((await cluster.SiloOfAsync(key)).Name);
        }

        Assert.Equal(2, silos.Count);
    }

    [Fact]
    public async Task What_is_acknowledged_is_in_the_log()
    {
        SessionKey key = await CreateAsync("a");
        await SubmitAsync(key, new UiEventCommand("e1", "enter"));
        Assert.Contains(await LogAsync(key), entry => entry.Kind == "command");
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_acknowledged()
    {
        SessionKey key = await CreateAsync("a");
        cluster.Sever();
        Outcome<IReadOnlyList<SubmittedCommand>> outcome =
            await host.SubmitAsync(key, [new UiEventCommand("e1", "enter")], Cancellation);
        Assert.Equal(Refusal.Unavailable, outcome.Refusal);
        Assert.DoesNotContain(await LogAsync(key), entry => entry.Kind == "command");
    }

    [Fact]
    public async Task An_idle_session_is_put_away_and_comes_back_where_it_was()
    {
        SessionKey key = await CreateAsync("a");
        await SubmitAsync(key, new UiEventCommand("e1", "enter"));
        await ListenToAsync(key, 48_000);
        SessionState stood = (await host.StateAsync(key, Cancellation)).Value!;
        Assert.True(stood.Sample > 0);

        await cluster.DeactivateAllAsync();
        Assert.Equal("parked", (await LogAsync(key))[^1].Kind);
        SessionState back = (await host.StateAsync(key, Cancellation)).Value!;
        Assert.Equal((stood.Sample, stood.Scene, stood.Bar, stood.Beat), (back.Sample, back.Scene, back.Bar, back.Beat));
        Assert.Equal(CommandStatus.Duplicate, (await SubmitAsync(key, new UiEventCommand("e1", "enter"))).Acknowledgement.Status);
        Assert.Null(LogChain.Verify(await LogAsync(key)));
    }

    [Fact]
    public async Task A_session_goes_on_at_another_silo_when_its_own_is_stopped()
    {
        SessionKey key = await CreateAsync("a");
        await SubmitAsync(key, new UiEventCommand("e1", "enter"));
        SessionState stood = (await host.StateAsync(key, Cancellation)).Value!;
        InProcessSiloHandle first = await cluster.SiloOfAsync(key);
        await cluster.StopAsync(first);
        SessionState back = (await host.StateAsync(key, Cancellation)).Value!;
        Assert.Equal((stood.Sample, stood.NextScene), (back.Sample, back.NextScene));
        Assert.NotEqual(first.Name, (await cluster.SiloOfAsync(key)).Name);
        Assert.Equal(CommandStatus.Accepted, (await SubmitAsync(key, new UiEventCommand("e2", "coin"))).Acknowledgement.Status);
    }

    [Fact]
    public async Task A_command_of_a_kind_that_is_not_known_is_refused_by_name()
    {
        SessionKey key = await CreateAsync("a");
        CallScope.Enter(Tenant);
        var commands = new CommandsMessage { Commands = [new CommandMessage { Kind = "teleport", Id = "x", Name = "there" }] };
        OutcomeMessage<SubmittedListMessage> outcome = await cluster.Grains.GetGrain<ISessionGrain>(GrainKeys.Of(key)).SubmitAsync(commands);
        Assert.Equal(Refusal.Invalid, outcome.Refusal);
        Assert.Contains("teleport", Assert.Single(outcome.Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_command_arrives_as_it_was_sent()
    {
        SessionKey key = await CreateAsync("a");
        Command[] commands =
        [
            new UiEventCommand("1", "near", 0.25), new SceneCommand("2", "fight", SyncPoint.Phrase),
            new ParameterCommand("3", "intensity", 0.75, 2, RampUnit.Bars), new LayerCommand("4", "pad", Mute: true, GainDb: -3),
            new StingerCommand("5", "coin"),
        ];
        Outcome<IReadOnlyList<SubmittedCommand>> outcome = await host.SubmitAsync(key, commands, Cancellation);
        Assert.All(outcome.Value!, answer => Assert.Equal(CommandStatus.Accepted, answer.Acknowledgement.Status));
        SessionState state = (await host.StateAsync(key, Cancellation)).Value!;
        Assert.Equal("fight", state.NextScene);
        Assert.Equal(0.75, state.Parameters.Single().Target, 6);
        Assert.Equal((true, -3), (state.Layers.First(layer => layer.Name == "pad").Muted, state.Layers.First(layer => layer.Name == "pad").GainDb));
        Assert.Equal(5, (await host.CuesAsync(key, null, 10, Cancellation)).Value!.Count);
    }

    private async Task<SessionKey> CreateAsync(string id)
    {
        Outcome<SessionState> outcome = await host.CreateAsync(new CreateSession(Tenant, id, null, null, TestMaps.Small, 1), Cancellation);
        Assert.Null(outcome.Refusal);
        return new SessionKey(Tenant, id);
    }

    private async Task<SubmittedCommand> SubmitAsync(SessionKey key, Command command)
    {
        Outcome<IReadOnlyList<SubmittedCommand>> outcome = await host.SubmitAsync(key, [command], Cancellation);
        Assert.Null(outcome.Refusal);
        return Assert.Single(outcome.Value!);
    }

    private async Task ListenToAsync(SessionKey key, long samples)
    {
        await using IListener listener = await Listening.StartAsync(host, key);
        await new Recording().ReadAsync(listener, samples, Cancellation);
    }

    private async Task<List<LogEntry>> LogAsync(SessionKey key)
    {
        List<LogEntry> log = [];
        await foreach (LogEntry entry in cluster.Stores.Log.ReadAsync(key, 0, Cancellation))
        {
            log.Add(entry);
        }

        return log;
    }
}
