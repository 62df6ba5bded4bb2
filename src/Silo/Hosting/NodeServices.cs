using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SessionService.Api;
using SessionService.Api.Probes;
using SessionService.Api.Telemetry;
using SessionService.Grains.Feeds;
using SessionService.Grains.Hosting;
using SessionService.Sessions.Ports;
using SessionService.Silo.Operations;
using SessionService.Silo.Options;
using SessionService.Silo.Storage;
using SessionService.Storage;

namespace SessionService.Silo.Hosting;

/// <summary>The one place where a node chooses its adapters: the service's own, with the cluster before them.</summary>
internal static class NodeServices
{
    // A session that is heard is never silent for long, and a silo that is asked for one answers in milliseconds: whoever waits
    // longer waits for a silo that is gone.
    public static readonly SessionClusterOptions Times = new()
    {
        Silence = TimeSpan.FromMilliseconds(500), OpeningTime = TimeSpan.FromSeconds(1),
    };

    /// <summary>A node that serves clients, and holds sessions where that is a role of it too.</summary>
    public static void AddFrontEnd(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        Composition.AddEngine(services, service);
        NodeStores.Add(services, service, options);
        if (options.IsSilo)
        {
            AddSessions(services, service, options);
        }

        // Last, so that they stand before the single-process host and the bare store.
        SessionClusterOptions times = TimesOf(options);
        services.AddClusterSessions(times);

        // Sockets wait for their turn to be let go.
        service.DrainTimeout += times.FarewellTime;
        services.AddHostedService<FrontEndShutdown>();
        services.AddSingleton<IProjectStore>(provider => new ClusterProjectStore(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<IStoreSet>().Projects));
        AddCommon(services, options);
    }

    /// <summary>A node that only holds sessions.</summary>
    public static void AddSilo(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddRouting();
        services.TryAddSingleton(_ => new DiagnosticListener("SessionService.Silo"));
        services.AddHostedService<TelemetryExport>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<IReadinessCheck, StoreCheck>();
        Composition.AddEngine(services, service);
        NodeStores.Add(services, service, options);
        AddSessions(services, service, options);
        AddCommon(services, options);
    }

    private static SessionClusterOptions TimesOf(NodeOptions options) => Times with
    {
        StreamProvider = options.Segments switch
        {
            SegmentsKind.Streams => SegmentStreams.Memory,
            SegmentsKind.Queues => SegmentQueues.Provider,
            _ => null,
        },
        StreamBatchBytes = options.Segments == SegmentsKind.Queues ? SegmentQueues.BatchBytes : Times.StreamBatchBytes,
        Bundles = options.Segments == SegmentsKind.Bundles,
        Models = options.Models != ModelsKind.None,
    };

    private static void AddSessions(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        NodeModels.Add(services, service, options);
        NodeStores.AddArchiving(services, service);
        services.AddSessionGrains(options.Workers, TimesOf(options));
        services.AddSingleton<IReadinessCheck, SiloCheck>();
        services.AddHostedService<SessionMetrics>();
    }

    private static void AddCommon(IServiceCollection services, NodeOptions options)
    {
        services.AddSingleton(options);

        // Draining, putting every session away and leaving must not be cut short.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.StopTime);

        // The engine rehearses before the silo joins: the first session comes as soon as it has.
        ServiceDescriptor rehearsal = services.Single(service => service.ImplementationType == typeof(WarmUp));
        services.Remove(rehearsal);
        services.Insert(0, rehearsal);

        // First of all, and so the last to stop: probes are answered from the beginning to the end.
        if (options.Operations != 0)
        {
            services.TryAddSingleton<MetricsPage>();
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, OperationsServer>());
        }
    }
}
