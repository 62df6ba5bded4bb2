using Microsoft.Extensions.Logging;
using SessionService.Sessions;

namespace SessionService.Grains;

/// <summary>What feeds and silos have to say.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The subscription to session {Session} was lost; subscribing anew.")]
    public static partial void Lost(ILogger logger, SessionKey session, Exception? fault);

    [LoggerMessage(2, LogLevel.Warning, "What the listeners of session {Session} got could not be written to the accounts.")]
    public static partial void NotAccounted(ILogger logger, SessionKey session, Exception fault);

    [LoggerMessage(3, LogLevel.Error, "Session {Session} was dropped from memory and will be loaded anew.")]
    public static partial void Dropped(ILogger logger, SessionKey session, Exception fault);
}
