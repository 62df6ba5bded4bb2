using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SessionService.Grains.Feeds;
using SessionService.Grains.Models;
using SessionService.Grains.Moving;
using SessionService.Grains.Placement;
using SessionService.Grains.Tenancy;
using SessionService.Music.Composition;
using SessionService.Sessions.Hosting;
using SessionService.Sessions.Local;
using SessionService.Sessions.Ports;
using SessionService.Synthesis.Sampled;

namespace SessionService.Grains.Hosting;

/// <summary>What a silo and what a front end add to their services. Both need the stores: see <see cref="HostStores"/>.</summary>
public static class ClusterServices
{
    /// <summary>
    /// Adds what session grains work with. Needs <see cref="HostStores"/>, <see cref="IComposer"/> and
    /// <see cref="TimeProvider"/> among the services; where there is a <see cref="LocalPartWriter"/>, other silos may use it too;
    /// where there are <see cref="LocalSounds"/>, sessions of this silo may use them.
    /// </summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="workers">Render threads of the silo.</param>
    /// <param name="options">Limits.</param>
    public static IServiceCollection AddSessionGrains(this IServiceCollection services, int workers, SessionClusterOptions? options = null)
    {
        services.TryAddSingleton(options ?? new SessionClusterOptions());
        services.AddSingleton<IIncomingGrainCallFilter, TenantCallFilter>();
        services.AddSingleton(provider =>
        {
            // Taken now: the host may still have something to say when it is disposed of with everything else.
            ILogger logger = provider.GetRequiredService<ILogger<LocalSessionHost>>();
            LocalSounds? sounds = provider.GetService<LocalSounds>();
            return new LocalSessionHost(
                provider.GetRequiredService<HostStores>(), provider.GetRequiredService<IComposer>(),
                provider.GetRequiredService<TimeProvider>(),
                new LocalHostOptions
                {
                    Workers = workers, Renewal = provider.GetRequiredService<SessionClusterOptions>().Renewal,
                    Samples = provider.GetService<ISampleLibrary>(), Writer = WriterOf(provider),
                    SoundWriter = sounds?.Writer, Decoders = sounds?.Decoders,
                })
            {
                Faulted = (session, fault) => Log.Dropped(logger, session, fault),
            };
        });
        services.AddSingleton(provider => new PartPools(provider.GetService<LocalPartWriter>() is { } local
            ? new PartPool(local.Writer, local.Device, provider.GetRequiredService<SessionClusterOptions>().PartsAtOnce)
            : null));
        services.AddSingleton<SegmentOutlets>();
        services.AddSingleton<LoadBoard>();
        services.AddSingleton<SessionMover>();
        services.AddPlacementDirector<LoadPlacement, LoadPlacementDirector>();
        services.AddPlacementDirector<SiloKeyPlacement, SiloKeyPlacementDirector>();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, LoadReporter>();
        services.AddSingleton(provider => new SiloDrain(
            provider.GetRequiredService<LocalSessionHost>(), provider.GetRequiredService<SessionMover>(),
            provider.GetRequiredService<LoadBoard>(), provider.GetRequiredService<SessionClusterOptions>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SiloDrain>>()));
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(provider => provider.GetRequiredService<SiloDrain>());
        return services;
    }

    private static ClusterPartWriter? WriterOf(IServiceProvider provider) => provider.GetRequiredService<SessionClusterOptions>().Models
        ? new ClusterPartWriter(
            provider.GetRequiredService<PartPools>().Own, provider.GetRequiredService<IGrainFactory>(),
            provider.GetRequiredService<LoadBoard>, provider.GetRequiredService<TimeProvider>())
        : null;

    /// <summary>
    /// Adds the cluster as the front end's <see cref="ISessionHost"/>. Segments come by streams where
    /// <see cref="SessionClusterOptions.StreamProvider"/> names one, which silos and front ends must then have, else in bundles, or
    /// by enumeration where <see cref="SessionClusterOptions.Bundles"/> says no. Needs <see cref="IGrainFactory"/>,
    /// <see cref="IUsageStore"/> and <see cref="TimeProvider"/> among the services.
    /// </summary>
    /// <param name="services">The front end's services.</param>
    /// <param name="options">Times and limits.</param>
    public static IServiceCollection AddClusterSessions(this IServiceCollection services, SessionClusterOptions? options = null)
    {
        options ??= new SessionClusterOptions();
        services.TryAddSingleton(options);
        if (options.StreamProvider is not null)
        {
            services.TryAddSingleton<ISegmentFeed, StreamSegmentFeed>();
        }
        else if (options.Bundles)
        {
            services.TryAddSingleton<ISegmentFeed, BundledSegmentFeed>();
        }
        else
        {
            services.TryAddSingleton<ISegmentFeed, GrainSegmentFeed>();
        }

        services.AddSingleton<ClusterSessionHost>();
        services.AddSingleton<ISessionHost>(provider => provider.GetRequiredService<ClusterSessionHost>());
        return services;
    }
}
