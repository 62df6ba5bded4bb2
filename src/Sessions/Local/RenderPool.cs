namespace SessionService.Sessions.Local;

/// <summary>Something the pool calls when it is due.</summary>
internal interface IRenderJob
{
    /// <summary>Does one slice.</summary>
    /// <returns>Timestamp at which the next slice is due; null to leave the pool.</returns>
    long? RunSlice();
}

/// <summary>
/// Runs jobs on its own threads, the earliest due first: since every job keeps the same kind of lead, that is earliest
/// deadline first. A job is on one thread at a time. Adding a job that is already in changes nothing, except that a job
/// added while it runs runs again.
/// </summary>
internal sealed class RenderPool : IDisposable
{
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly PriorityQueue<IRenderJob, (long Due, long Order)> queue = new();
    private readonly Dictionary<IRenderJob, JobState> states = [];
    private readonly SemaphoreSlim wake = new(0);
    private readonly Thread[] threads;
    private long order;
    private int waiting;
    private bool stopping;

    /// <summary>Starts the threads.</summary>
    /// <param name="time">Clock of the due times.</param>
    /// <param name="workers">Number of threads, at least 1.</param>
    public RenderPool(TimeProvider time, int workers)
    {
        this.time = time;
        threads = new Thread[workers];
        for (int i = 0; i < workers; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"render-{i}", Priority = ThreadPriority.AboveNormal };
            threads[i].Start();
        }
    }

    private enum JobState
    {
        Queued,
        Running,
        RunningAndWanted,
    }

    /// <summary>Number of threads.</summary>
    public int Workers => threads.Length;

    /// <summary>How long the job that is next has been due; zero where none is.</summary>
    public TimeSpan Overdue
    {
        get
        {
            lock (gate)
            {
                long now = time.GetTimestamp();
                return queue.TryPeek(out _, out (long Due, long Order) next) && next.Due < now
                    ? time.GetElapsedTime(next.Due, now)
                    : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Puts a job in, due now.</summary>
    public void Add(IRenderJob job)
    {
        lock (gate)
        {
            if (!states.TryGetValue(job, out JobState state))
            {
                states[job] = JobState.Queued;
                queue.Enqueue(job, (time.GetTimestamp(), order++));
            }
            else if (state == JobState.Running)
            {
                states[job] = JobState.RunningAndWanted;
            }

            WakeOne();
        }
    }

    /// <summary>Stops the threads after the slices under way.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
        }

        wake.Release(threads.Length);
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        wake.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            (IRenderJob? job, TimeSpan wait) = Take();
            if (job is null)
            {
                if (wait < TimeSpan.Zero)
                {
                    return;
                }

                wake.Wait(wait);
                lock (gate)
                {
                    waiting--;
                }

                continue;
            }

            PutBack(job, job.RunSlice());
        }
    }

    private (IRenderJob? Job, TimeSpan Wait) Take()
    {
        lock (gate)
        {
            if (stopping)
            {
                return (null, TimeSpan.FromTicks(-1));
            }

            if (!queue.TryPeek(out IRenderJob? job, out (long Due, long Order) priority))
            {
                waiting++;
                return (null, TimeSpan.FromMilliseconds(100));
            }

            long now = time.GetTimestamp();
            if (priority.Due > now)
            {
                // Rounded up to a millisecond: waking early would only spin.
                waiting++;
                double ms = Math.Ceiling(time.GetElapsedTime(now, priority.Due).TotalMilliseconds);
                return (null, TimeSpan.FromMilliseconds(Math.Min(ms, 100)));
            }

            queue.Dequeue();
            states[job] = JobState.Running;
            return (job, TimeSpan.Zero);
        }
    }

    private void PutBack(IRenderJob job, long? due)
    {
        lock (gate)
        {
            bool wanted = states[job] == JobState.RunningAndWanted;
            if (due is null && !wanted)
            {
                states.Remove(job);
                return;
            }

            states[job] = JobState.Queued;
            queue.Enqueue(job, (wanted ? time.GetTimestamp() : due!.Value, order++));

            // A thread that sleeps until a later job must look again: this one may be due while we are busy.
            WakeOne();
        }
    }

    private void WakeOne()
    {
        if (waiting > wake.CurrentCount)
        {
            wake.Release();
        }
    }
}
