using SessionService.Sessions.Ports;
using SessionService.Storage.Archive;

namespace SessionService.Api;

/// <summary>Every hour, moves the logs of sessions that were closed long enough ago.</summary>
/// <param name="archivist">What moves them.</param>
/// <param name="age">How long ago.</param>
/// <param name="time">The clock of the hour.</param>
/// <param name="logger">Where to say what came of it.</param>
/// <param name="mine">Whether it is for this process to do; null where there is no other.</param>
internal sealed partial class Retention(
    LogArchivist archivist, TimeSpan age, TimeProvider time, ILogger<Retention> logger, Func<bool>? mine = null) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            if (mine?.Invoke() ?? true)
            {
                await SweepAsync(stoppingToken);
            }
        }
        while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(CancellationToken stopping)
    {
        try
        {
            ArchiveSweep sweep = await archivist.SweepAsync(age, stopping);
            foreach ((Sessions.SessionKey session, string reason) in sweep.Left)
            {
                LogLeft(session, reason);
            }

            if (sweep.Moved > 0)
            {
                LogMoved(sweep.Moved);
            }
        }
        catch (Exception fault) when (fault is StoreUnavailableException or IOException)
        {
            LogRefused(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} logs of closed sessions were moved into blobs")]
    private partial void LogMoved(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The log of session {Session} stays where it is: {Reason}")]
    private partial void LogLeft(Sessions.SessionKey session, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "Logs of closed sessions could not be moved; tried again in an hour")]
    private partial void LogRefused(Exception fault);
}
