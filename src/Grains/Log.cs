using Microsoft.Extensions.Logging;
using SessionService.Sessions;

namespace SessionService.Grains;

/// <summary>What feeds and silos have to say.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The subscription to session {Session} was lost; subscribing anew: {Reason}")]
    public static partial void Lost(ILogger logger, SessionKey session, string reason);

    [LoggerMessage(2, LogLevel.Warning, "What the listeners of session {Session} got could not be written to the accounts.")]
    public static partial void NotAccounted(ILogger logger, SessionKey session, Exception fault);

    [LoggerMessage(3, LogLevel.Error, "Session {Session} was dropped from memory and will be loaded anew.")]
    public static partial void Dropped(ILogger logger, SessionKey session, Exception fault);

    [LoggerMessage(4, LogLevel.Information, "Session {Session} moved to {Silo} within {Seconds:F1} s.")]
    public static partial void Moved(ILogger logger, SessionKey session, string silo, double seconds);

    [LoggerMessage(5, LogLevel.Warning, "Session {Session} could not be moved to {Silo}.")]
    public static partial void NotMoved(ILogger logger, SessionKey session, string silo, Exception fault);

    [LoggerMessage(6, LogLevel.Warning, "This silo's load could not be reported.")]
    public static partial void NotReported(ILogger logger, Exception fault);

    [LoggerMessage(7, LogLevel.Warning, "{Left} sessions were still here when this silo had to stop; they were put away.")]
    public static partial void LeftOver(ILogger logger, int left);

    [LoggerMessage(8, LogLevel.Warning, "Session {Session} is published no more.")]
    public static partial void NotPublished(ILogger logger, SessionKey session, Exception fault);

    [LoggerMessage(9, LogLevel.Warning, "The registry of models cannot be read; what it said last goes on.")]
    public static partial void NotRead(ILogger logger, Exception fault);
}
