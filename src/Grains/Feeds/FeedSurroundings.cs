using Microsoft.Extensions.Logging;
using SessionService.Grains.Hosting;
using SessionService.Sessions.Ports;

namespace SessionService.Grains.Feeds;

/// <summary>What a feed needs from its front end.</summary>
/// <param name="Source">Where segments come from.</param>
/// <param name="Usage">Accounts.</param>
/// <param name="Options">Times.</param>
/// <param name="Time">Clock.</param>
/// <param name="Logger">Told of losses.</param>
internal sealed record FeedSurroundings(
    ISegmentFeed Source, IUsageStore Usage, SessionClusterOptions Options, TimeProvider Time, ILogger Logger);
