namespace SessionService.Inference.Registry;

/// <summary>Tasks that nobody waits for but whoever ends the program, or a test.</summary>
internal sealed class BackgroundWork
{
    private readonly Lock door = new();
    private readonly HashSet<Task> running = [];

    /// <summary>Runs work on the thread pool. It sees to its own failures.</summary>
    public void Run(Func<Task> work)
    {
        Task task = Task.Run(work);
        lock (door)
        {
            running.Add(task);
        }

        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing runs, what was begun meanwhile included.</summary>
    public async Task WhenIdleAsync()
    {
        while (Snapshot() is { Length: > 0 } tasks)
        {
            await Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task[] Snapshot()
    {
        lock (door)
        {
            return [.. running];
        }
    }

    private void Forget(Task task)
    {
        _ = task.Exception;
        lock (door)
        {
            running.Remove(task);
        }
    }
}
