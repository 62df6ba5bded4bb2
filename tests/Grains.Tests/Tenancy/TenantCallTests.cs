using Microsoft.Extensions.DependencyInjection;
using SessionService.Grains.Contracts;
using SessionService.Grains.Messages;
using SessionService.Grains.Tenancy;
using SessionService.Grains.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Tenancy;

/// <summary>No call reaches a grain of another tenant, whoever makes it and however.</summary>
public sealed class TenantCallTests(RunningCluster running) : IClassFixture<RunningCluster>
{
    private static readonly TenantId Mine = new("mine");
    private static readonly TenantId Other = new("other");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IGrainFactory Grains => running.Cluster.Grains;

    [Fact]
    public async Task A_call_for_another_tenant_is_refused_at_every_grain()
    {
        CallScope.Enter(Other);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Session("a").StateAsync());
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Session("a").CreateAsync(new CreateSessionMessage { MapJson = TestMaps.Small }));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Grains.GetGrain<IProjectGrain>("mine/p").UndoAsync(null));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Grains.GetGrain<ITenantGrain>("mine/quota").LeaseSessionsAsync("me", 0, 1));
    }

    [Fact]
    public async Task A_call_for_nobody_is_refused() =>
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => Session("a").StateAsync());

    [Fact]
    public async Task A_subscription_for_another_tenant_is_refused()
    {
        CallScope.Enter(Mine);
        await Session("heard").CreateAsync(new CreateSessionMessage { MapJson = TestMaps.Small });
        CallScope.Enter(Other);
        await using IAsyncEnumerator<FeedBatchMessage> batches = Session("heard")
            .ListenAsync(new ListenMessage { Format = AudioFormat.Pcm }, Cancellation).GetAsyncEnumerator(Cancellation);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(async () => await batches.MoveNextAsync());
    }

    [Fact]
    public async Task A_call_for_the_own_tenant_passes()
    {
        CallScope.Enter(Mine);
        Assert.Equal(Refusal.NotFound, (await Session("nothing").StateAsync()).Refusal);
    }

    [Fact]
    public async Task A_call_that_nobody_waits_for_any_more_is_refused()
    {
        CallScope.Enter(Mine, TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<TimeoutException>(() => Session("a").StateAsync());
    }

    [Fact]
    public async Task A_subscription_whose_reader_is_gone_without_a_word_ends_by_itself()
    {
        await using SmallCluster cluster = await SmallCluster.StartAsync(answerTime: TimeSpan.FromSeconds(2));
        var key = new SessionKey(Mine, "left");
        ISessionGrain session = cluster.Grains.GetGrain<ISessionGrain>(GrainKeys.Of(key));
        CallScope.Enter(Mine);
        await session.CreateAsync(new CreateSessionMessage { MapJson = TestMaps.Small });
        IAsyncEnumerator<FeedBatchMessage> batches =
            session.ListenAsync(new ListenMessage { Format = AudioFormat.Pcm }, Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await batches.MoveNextAsync());
        LocalSessionHost sessions = (await cluster.SiloOfAsync(key)).ServiceProvider.GetRequiredService<LocalSessionHost>();
        Assert.Equal(1, sessions.Load().Live);
        while (sessions.Load().Live > 0)
        {
            await Task.Delay(50, Cancellation);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/a")]
    [InlineData("a/")]
    public void A_key_without_tenant_and_id_is_none(string key) => Assert.Throws<ArgumentException>(() => GrainKeys.Parse(key));

    private ISessionGrain Session(string id) => Grains.GetGrain<ISessionGrain>(GrainKeys.Of(new SessionKey(Mine, id)));
}
