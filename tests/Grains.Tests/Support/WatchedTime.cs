using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace SessionService.Grains.Tests.Support;

/// <summary>A clock that the test moves, and that says when somebody begins to wait for it.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Lets every wait run out as soon as it begins, until a task completes.</summary>
    public Task<T> RunOutAsync<T>(Task<T> until, CancellationToken cancellation) => RunOutAsync(_ => true, until, cancellation);

    /// <summary>Lets every wait of just this length run out, until a task completes.</summary>
    public Task<T> RunOutAsync<T>(TimeSpan length, Task<T> until, CancellationToken cancellation) =>
        RunOutAsync(wait => wait == length, until, cancellation);

    private async Task<T> RunOutAsync<T>(Predicate<TimeSpan> which, Task<T> until, CancellationToken cancellation)
    {
        while (!until.IsCompleted)
        {
            Task<TimeSpan> wait = waits.Reader.ReadAsync(cancellation).AsTask();
            if (await Task.WhenAny(until, wait) == wait && which(await wait))
            {
                Advance(await wait);
            }
        }

        return await until;
    }
}
