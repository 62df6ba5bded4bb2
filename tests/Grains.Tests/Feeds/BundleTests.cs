using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using SessionService.Grains.Contracts;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Moving;
using SessionService.Grains.Tenancy;
using SessionService.Grains.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Streaming;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Feeds;

/// <summary>What bundles must do beyond what every feed must.</summary>
public sealed class BundleTests
{
    private static readonly SessionKey Key = new(new TenantId("bundle"), "a");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_that_is_heard_is_not_idle_although_nobody_calls_it()
    {
        await using SmallCluster cluster = await SmallCluster.StartAsync();
        ClusterSessionHost host = await PlayingAsync(cluster);
        await using IListener listener = await Listening.StartAsync(host, Key);
        await new Recording().ReadAsync(listener, 9_600, Cancellation);
        InProcessSiloHandle silo = await cluster.SiloOfAsync(Key);
        await cluster.Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        Assert.Contains(Key, silo.ServiceProvider.GetRequiredService<SessionMover>().Here);
        await new Recording().ReadAsync(listener, 48_000, Cancellation);
    }

    [Fact]
    public async Task A_front_end_that_asks_no_more_is_not_rendered_for()
    {
        await using SmallCluster cluster = await SmallCluster.StartAsync(options: new SessionClusterOptions { OutletLease = TimeSpan.FromSeconds(1) });
        ClusterSessionHost host = await PlayingAsync(cluster);
        CallScope.Enter(Key.Tenant);
        AttachedMessage attached = await cluster.Grains.GetGrain<ISessionGrain>(GrainKeys.Of(Key))
            .AttachAsync(new ListenMessage { Format = AudioFormat.Pcm }, "gone", 1);
        Assert.Null(attached.Opening.Refusal);
        while ((await host.StateAsync(Key, Cancellation)).Value!.Playing)
        {
            await Task.Yield();
        }

        Assert.All(cluster.Silos, silo => Assert.Equal(0, silo.ServiceProvider.GetRequiredService<SegmentOutlets>().Count));
    }

    [Fact]
    public async Task A_silo_of_a_version_before_bundles_is_enumerated()
    {
        await using SmallCluster cluster = await SmallCluster.StartAsync(
            more: (_, services) => services.AddSingleton<IIncomingGrainCallFilter, BeforeBundles>());
        ClusterSessionHost host = await PlayingAsync(cluster);
        await using IListener listener = await Listening.StartAsync(host, Key);
        await new Recording().ReadAsync(listener, 48_000, Cancellation);
        Assert.All(cluster.Silos, silo => Assert.Equal(0, silo.ServiceProvider.GetRequiredService<SegmentOutlets>().Count));
    }

    private static async Task<ClusterSessionHost> PlayingAsync(SmallCluster cluster)
    {
        ClusterSessionHost host = cluster.NewFrontEnd();
        Assert.Null((await host.CreateAsync(new CreateSession(Key.Tenant, Key.Id, null, null, TestMaps.Small, 1), Cancellation)).Refusal);
        return host;
    }

    // An earlier silo cannot find the type of a call that it does not know.
    private sealed class BeforeBundles : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context) => context.MethodName == nameof(ISessionGrain.AttachAsync)
            ? throw new TypeLoadException("There is no such call.")
            : context.Invoke();
    }
}
