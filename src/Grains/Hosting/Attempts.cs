namespace SessionService.Grains.Hosting;

/// <summary>
/// Calls to grains that wait for no silo that is gone: an attempt that has no answer in time is given up and another is made,
/// until the deadline of all of them. By then the cluster has found the loss and sends the call to another silo.
/// </summary>
/// <param name="most">How long one attempt may take.</param>
/// <param name="time">Clock.</param>
internal sealed class Attempts(TimeSpan most, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Makes a call that may be made again, again where need be.</summary>
    /// <param name="call">Makes one attempt; what becomes of one that was given up is of no interest.</param>
    /// <param name="deadline">When the caller gives up.</param>
    /// <param name="cancellation">Gives up now.</param>
    /// <returns>The answer; null where none came before the deadline.</returns>
    public async Task<T?> MakeAsync<T>(Func<Task<T>> call, DateTimeOffset deadline, CancellationToken cancellation)
        where T : class
    {
        TimeSpan pause = FirstPause;
        while (true)
        {
            if (await AttemptAsync(call, Least(most, deadline), cancellation) is { } answer)
            {
                return answer;
            }

            if (time.GetUtcNow() + pause >= deadline)
            {
                return null;
            }

            await Task.Delay(pause, time, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <summary>Makes a call that must not be made again.</summary>
    /// <param name="call">Makes it.</param>
    /// <param name="deadline">When the caller gives up.</param>
    /// <param name="cancellation">Gives up now.</param>
    /// <returns>The answer; null where none came, and nobody knows what was done.</returns>
    public Task<T?> MakeOnceAsync<T>(Func<Task<T>> call, DateTimeOffset deadline, CancellationToken cancellation)
        where T : class => AttemptAsync(call, Least(TimeSpan.MaxValue, deadline), cancellation);

    private async Task<T?> AttemptAsync<T>(Func<Task<T>> call, TimeSpan patience, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await call().WaitAsync(patience, time, cancellation);
        }
        catch (Exception fault) when (fault is OrleansException or TimeoutException or IOException)
        {
            return null;
        }
    }

    private TimeSpan Least(TimeSpan patience, DateTimeOffset deadline) =>
        TimeSpan.FromTicks(Math.Clamp((deadline - time.GetUtcNow()).Ticks, 0, patience.Ticks));
}
