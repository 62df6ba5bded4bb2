using SessionService.Grains.Contracts;
using SessionService.Grains.Hosting;
using SessionService.Grains.Tenancy;
using SessionService.Grains.Tests.Support;
using SessionService.Sessions;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Tests.Hosting.Kit;

namespace SessionService.Grains.Tests.Tenancy;

/// <summary>A tenant's limit holds over all front ends, whoever is first.</summary>
public sealed class SessionQuotaTests
{
    private static readonly TenantId Tenant = new("crowd");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_limit_of_open_sessions_holds_over_all_front_ends()
    {
        await using SmallCluster cluster = await SmallCluster.StartAsync(
            options: new SessionClusterOptions { SessionsPerTenant = 5, LeasePermits = 2 });
        ClusterSessionHost[] hosts = [cluster.NewFrontEnd(), cluster.NewFrontEnd()];
        Task<Outcome<SessionState>>[] creations =
            [.. Enumerable.Range(0, 12).Select(i => hosts[i % 2].CreateAsync(New(), Cancellation))];
        Outcome<SessionState>[] outcomes = await Task.WhenAll(creations);
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal(Refusal.Full, outcome.Refusal));
        Assert.InRange(await cluster.Stores.Sessions.CountOpenAsync(Tenant, Cancellation), 4, 5);

        // What is closed makes room.
        string closed = outcomes.First(outcome => outcome.Refusal is null).Value!.Session;
        await hosts[0].CloseAsync(new SessionKey(Tenant, closed), Cancellation);
        Outcome<SessionState>[] again = [await hosts[0].CreateAsync(New(), Cancellation), await hosts[1].CreateAsync(New(), Cancellation)];
        Assert.Contains(again, outcome => outcome.Refusal is null);
        Assert.InRange(await cluster.Stores.Sessions.CountOpenAsync(Tenant, Cancellation), 4, 5);
    }

    [Fact]
    public async Task Leases_outlive_the_grain_that_gave_them()
    {
        await using SmallCluster cluster = await SmallCluster.StartAsync(
            options: new SessionClusterOptions { SessionsPerTenant = 5, LeasePermits = 3 });
        ITenantGrain grain = cluster.Grains.GetGrain<ITenantGrain>(GrainKeys.Of(Tenant));
        CallScope.Enter(Tenant);
        Assert.Equal(3, (await grain.LeaseSessionsAsync("one", 0, 3)).Permits);
        int written = cluster.GrainStates.Written;
        await cluster.DeactivateAllAsync();
        CallScope.Enter(Tenant);
        Assert.Equal(2, (await grain.LeaseSessionsAsync("two", 0, 3)).Permits);
        Assert.True(cluster.GrainStates.Written > written, "The second lease was not stored.");
    }

    private static CreateSession New() => new(Tenant, null, null, null, TestMaps.Small, 1);
}
