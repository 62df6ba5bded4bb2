using System.Diagnostics;
using SessionService.Sessions;

namespace SessionService.Api.Telemetry;

/// <summary>What of the service's edge appears in traces beside the framework's own requests; the source is <c>SessionService.Api</c>.</summary>
internal static class ApiTraces
{
    private static readonly ActivitySource Source = new("SessionService.Api");

    /// <summary>
    /// Commands of a socket on their way. A trace of its own for each batch: a socket's request lasts as long as the socket,
    /// and is linked instead.
    /// </summary>
    /// <param name="session">Whose commands.</param>
    /// <param name="count">How many.</param>
    /// <param name="socket">The socket's request.</param>
    /// <returns>What to dispose of at the end; null where nobody traces.</returns>
    public static Activity? Commands(SessionKey session, int count, ActivityContext socket)
    {
        Activity.Current = null;
        Activity? activity = Source.StartActivity(
            "commands", ActivityKind.Server, default(ActivityContext), links: socket == default ? null : [new ActivityLink(socket)]);
        activity?.SetTag("sessionservice.session", session.Id).SetTag("sessionservice.commands", count);
        return activity;
    }
}
