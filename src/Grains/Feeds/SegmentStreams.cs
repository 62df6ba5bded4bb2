using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Sessions;

namespace SessionService.Grains.Feeds;

/// <summary>
/// Streams of segments. Any provider will do whose name is in <see cref="SessionClusterOptions.StreamProvider"/>; the one that
/// is set up here keeps its queues in the silos' memory.
/// </summary>
public static class SegmentStreams
{
    /// <summary>Name of the provider in memory.</summary>
    public const string Memory = "segments";

    // Queues, each with a pulling agent on some silo.
    private const int Partitions = 8;

    /// <summary>
    /// Sets up the streams in memory on a silo: looked at every 10 ms instead of 100, and forgotten after seconds instead of half
    /// an hour, since nobody wants old audio. Needs the grain storage <see cref="GrainStorages.Subscriptions"/>.
    /// </summary>
    public static ISiloBuilder AddSegmentStreams(this ISiloBuilder silo) => silo.AddMemoryStreams(Memory, streams =>
    {
        streams.ConfigurePartitioning(Partitions);
        streams.ConfigurePullingAgent(agent => agent.Configure(options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(10)));
        streams.ConfigureCacheEviction(cache => cache.Configure(options =>
        {
            options.DataMinTimeInCache = TimeSpan.FromSeconds(1);
            options.DataMaxAgeInCache = TimeSpan.FromSeconds(5);
        }));
    });

    /// <summary>Sets up the same on a front end without a silo of its own.</summary>
    public static IClientBuilder AddSegmentStreams(this IClientBuilder client) =>
        client.AddMemoryStreams(Memory, streams => streams.ConfigurePartitioning(Partitions));

    /// <summary>The stream of one encoding of a session.</summary>
    internal static StreamId Of(SessionKey session, ListenMessage request) => StreamId.Create(
        "segments", $"{session.Tenant.Value}/{session.Id}/{(int)request.Format}/{(int)request.Streams}");
}
