using SessionService.Grains.Hosting;
using SessionService.Grains.Messages;
using SessionService.Grains.Placement;
using SessionService.Sessions;
using SessionService.Sessions.Local;

namespace SessionService.Grains.Moving;

/// <summary>Reports the silo's load as long as the silo is up, and gives away what it is told to.</summary>
/// <param name="board">What is known of all silos.</param>
/// <param name="mover">Moves sessions.</param>
/// <param name="sessions">The silo's session host.</param>
/// <param name="options">How often.</param>
/// <param name="time">Clock.</param>
internal sealed class LoadReporter(
    LoadBoard board, SessionMover mover, LocalSessionHost sessions, SessionClusterOptions options, TimeProvider time) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Dictionary<SessionKey, TimeSpan> before = [];
    private Dictionary<SessionKey, double> loads = [];
    private Task reporting = Task.CompletedTask;
    private Task moving = Task.CompletedTask;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(
        nameof(LoadReporter), ServiceLifecycleStage.Active, _ => Start(), StopAsync);

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private Task Start()
    {
        reporting = Task.Run(ReportAsync);
        return Task.CompletedTask;
    }

    private async Task StopAsync(CancellationToken cancellation)
    {
        await stop.CancelAsync();
        await reporting;
        await moving.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReportAsync()
    {
        using var timer = new PeriodicTimer(options.ReportEvery, time);
        try
        {
            do
            {
                Measure();
                IReadOnlyList<MoveOrderMessage> orders = await board.ReportAsync(stop.Token);
                if (orders.Count > 0 && moving.IsCompleted && !board.Draining)
                {
                    moving = GiveAwayAsync(orders);
                }
            }
            while (await timer.WaitForNextTickAsync(stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private void Measure()
    {
        var now = sessions.Sessions.Where(session => session.Listened).ToDictionary(session => session.Session, session => session.RenderTime);
        double unit = options.ReportEvery.TotalSeconds * sessions.Load().Workers;
        loads = now.Where(session => before.ContainsKey(session.Key))
            .ToDictionary(session => session.Key, session => (session.Value - before[session.Key]).TotalSeconds / unit);
        before = now;
    }

    private async Task GiveAwayAsync(IReadOnlyList<MoveOrderMessage> orders)
    {
        foreach (MoveOrderMessage order in orders)
        {
            await Task.WhenAll(SessionPick.For(order, loads).Select(session => mover.MoveAsync(session, order.To, stop.Token)));
        }
    }
}
