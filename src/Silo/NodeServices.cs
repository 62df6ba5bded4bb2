using SessionService.Api;
using SessionService.Grains.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Storage.Sqlite;

namespace SessionService.Silo;

/// <summary>The one place where a node chooses its adapters: the service's own, with the cluster before them.</summary>
internal static class NodeServices
{
    /// <summary>A node that serves clients, and holds sessions where that is a role of it too.</summary>
    public static void AddFrontEnd(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        Composition.AddParts(services, service);
        AddShared(services, service);
        if (options.Roles.HasFlag(NodeRoles.Silo))
        {
            services.AddSessionGrains(options.Workers);
        }

        // Last, so that they stand before the single-process host and the bare store.
        services.AddClusterSessions();
        services.AddHostedService<FrontEndShutdown>();
        services.AddSingleton<IProjectStore>(provider => new ClusterProjectStore(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<SqliteProjectStore>()));
        Stop(services);
    }

    /// <summary>A node that only holds sessions.</summary>
    public static void AddSilo(IServiceCollection services, ServiceOptions service, NodeOptions options)
    {
        services.AddSingleton(TimeProvider.System);
        Composition.AddParts(services, service);
        AddShared(services, service);
        services.AddSessionGrains(options.Workers);
        Stop(services);
    }

    // All nodes of the machine have the same folder, and what grains work on is the stores themselves.
    private static void AddShared(IServiceCollection services, ServiceOptions service)
    {
        services.AddSingleton(provider => SqliteDatabase.Open(
            service.Data, provider.GetRequiredService<TimeProvider>(), new SqliteOptions(Shared: true)));
        services.AddSingleton<SqliteProjectStore>();
        services.AddSingleton(provider => new HostStores(
            provider.GetRequiredService<IEventLog>(), provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<SqliteProjectStore>(), provider.GetRequiredService<IUsageStore>()));
    }

    // Draining, putting every session away and leaving must not be cut short.
    private static void Stop(IServiceCollection services) =>
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
}
