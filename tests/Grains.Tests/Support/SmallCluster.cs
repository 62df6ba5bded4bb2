using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using SessionService.Grains.Contracts;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Grains.Moving;
using SessionService.Grains.Tenancy;
using SessionService.Music.Composition;
using SessionService.Sessions;
using SessionService.Sessions.Local;
using SessionService.Sessions.Tests.Hosting;

namespace SessionService.Grains.Tests.Support;

/// <summary>Two or more silos and a front end in this process, on shared stores.</summary>
internal sealed class SmallCluster : IAsyncDisposable
{
    private readonly ConcurrentBag<SeverableLog> logs = [];
    private readonly InProcessTestCluster cluster;
    private readonly List<ClusterSessionHost> frontEnds = [];
    private readonly TimeSpan? answerTime;
    private readonly ClusterStreams streams;
    private bool stopped;

    private SmallCluster(
        HostStores stores, SessionClusterOptions options, short silos, TimeSpan? answerTime, Action<string, IServiceCollection>? more,
        ClusterStreams? streams)
    {
        Stores = stores;
        this.streams = streams ?? new ClusterStreams(silo => silo.AddSegmentStreams(), client => client.AddSegmentStreams());
        this.answerTime = answerTime;
        Options = options;
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureHost(host => host.Logging.SetMinimumLevel(LogLevel.Error));
        builder.ConfigureSilo((one, silo) =>
        {
            more?.Invoke(one.SiloName, silo.Services);
            Configure(silo);
        });
        builder.ConfigureClient(this.streams.OfClients);
        cluster = builder.Build();
    }

    public HostStores Stores { get; }

    public SessionClusterOptions Options { get; }

    /// <summary>What grains have stored, beyond the life of any silo.</summary>
    public SharedGrainStorage GrainStates { get; } = new();

    public IGrainFactory Grains => cluster.Client;

    public IClusterClient Client => cluster.Client;

    public static async Task<SmallCluster> StartAsync(
        HostStores? stores = null, SessionClusterOptions? options = null, short silos = 2, TimeSpan? answerTime = null,
        Action<string, IServiceCollection>? more = null, ClusterStreams? streams = null)
    {
        var started = new SmallCluster(stores ?? SharedStores.New(), options ?? new SessionClusterOptions(), silos, answerTime, more, streams);
        await started.cluster.DeployAsync();
        return started;
    }

    /// <summary>Another front end; ended with the cluster.</summary>
    public ClusterSessionHost NewFrontEnd(ISegmentFeed? feed = null)
    {
        var host = new ClusterSessionHost(
            Grains, feed ?? new GrainSegmentFeed(Grains), Stores.Usage, Options, TimeProvider.System, NullLogger<ClusterSessionHost>.Instance);
        frontEnds.Add(host);
        return host;
    }

    /// <summary>The silo that plays a session.</summary>
    public async Task<InProcessSiloHandle> SiloOfAsync(SessionKey session)
    {
        CallScope.Enter(session.Tenant);
        SiloAddress? address = await Grains.GetGrain<IManagementGrain>(0)
            .GetActivationAddress(Grains.GetGrain<ISessionGrain>(GrainKeys.Of(session)));
        return cluster.GetSiloForAddress(address!)!;
    }

    /// <summary>Stops a silo as an operator would.</summary>
    public Task StopAsync(InProcessSiloHandle silo) => cluster.StopSiloAsync(silo);

    /// <summary>Ends a silo without a word; nothing it still does reaches the stores.</summary>
    public async Task KillAsync(InProcessSiloHandle silo)
    {
        silo.ServiceProvider.GetRequiredService<SeverableLog>().Sever();
        await cluster.KillSiloAsync(silo);
    }

    /// <summary>Starts another silo.</summary>
    public Task<InProcessSiloHandle> AddSiloAsync() => cluster.StartAdditionalSiloAsync();

    /// <summary>Lets a silo give a session to another.</summary>
    public static Task<bool> MoveAsync(InProcessSiloHandle from, SessionKey session, InProcessSiloHandle to) =>
        from.ServiceProvider.GetRequiredService<SessionMover>().MoveAsync(
            session, to.SiloAddress.ToParsableString(), CancellationToken.None);

    /// <summary>The silos that are up.</summary>
    public IReadOnlyCollection<InProcessSiloHandle> Silos => [.. cluster.Silos];

    /// <summary>Puts every activation away; one that a front end is just leaving is put away when it has left.</summary>
    public async Task DeactivateAllAsync()
    {
        do
        {
            await Grains.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        }
        while (Silos.Any(silo => silo.ServiceProvider.GetRequiredService<SessionMover>().Here.Count > 0));
    }

    /// <summary>Cuts every silo off from its log: what a crash of all is to the stores.</summary>
    public void Sever()
    {
        foreach (SeverableLog log in logs)
        {
            log.Sever();
        }
    }

    /// <summary>Stops front ends and silos in good order.</summary>
    public async Task StopAsync()
    {
        if (stopped)
        {
            return;
        }

        stopped = true;
        foreach (ClusterSessionHost host in frontEnds)
        {
            await host.DisposeAsync();
        }

        await cluster.StopAllSilosAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await cluster.DisposeAsync();
    }

    private void Configure(ISiloBuilder silo)
    {
        var log = new SeverableLog(Stores.Log);
        logs.Add(log);
        silo.Services.AddSingleton(log);
        silo.Services.AddSingleton(Stores with { Log = log });
        silo.Services.AddSingleton<IComposer, RuleComposer>();
        silo.Services.AddSingleton(TimeProvider.System);
        silo.AddSessionDirectory();
        silo.Services.AddSessionGrains(workers: 2, Options);
        silo.Services.AddKeyedSingleton<IGrainStorage>(GrainStorages.Leases, GrainStates);
        silo.Services.AddKeyedSingleton<IGrainStorage>(GrainStorages.Subscriptions, GrainStates);
        streams.OfSilos(silo);
        if (answerTime is { } time)
        {
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = time);
        }

        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            // A lost silo is found in about a second, so that no test waits for the defaults of a wide network.
            membership.ProbeTimeout = TimeSpan.FromSeconds(1);
            membership.NumMissedProbesLimit = 2;
            membership.NumVotesForDeathDeclaration = 1;
        });
    }
}
