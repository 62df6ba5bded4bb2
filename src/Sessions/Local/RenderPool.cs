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
/// added while it runs runs again. Of the threads that have nothing to do, one sleeps until the next job is due and the others
/// until there is more than one thread can do: waking a thread costs about as much as a slice of sparse music.
/// </summary>
internal sealed class RenderPool : IDisposable
{
    // Jobs that come due within this of one another are done at one waking; it is taken from leads of 120 ms and more.
    private const double TickMs = 4;

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly PriorityQueue<IRenderJob, (long Due, long Order)> queue = new();
    private readonly Dictionary<IRenderJob, JobState> states = [];

    // Not the slim kind: that spins before it sleeps, and threads that are woken every few milliseconds would spin all the time.
    private readonly AutoResetEvent lookout = new(false);
    private readonly Semaphore reserve = new(0, int.MaxValue);
    private readonly Thread[] threads;
    private long order;

    // Until when the thread sleeps that waits for the next job; null where none does.
    private long? lookoutUntil;
    private int reserves;
    private volatile bool stopping;

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
                WakeOne();
            }
            else if (state == JobState.Running)
            {
                states[job] = JobState.RunningAndWanted;
            }
        }
    }

    /// <summary>Stops the threads after the slices under way.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            stopping = true;
        }

        lookout.Set();
        reserve.Release(threads.Length);
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        lookout.Dispose();
        reserve.Dispose();
    }

    private void Work()
    {
        while (!stopping)
        {
            (IRenderJob? job, TimeSpan? wait) = Take();
            if (job is not null)
            {
                PutBack(job, job.RunSlice());
            }
            else if (wait is { } sleep)
            {
                lookout.WaitOne(sleep);
                lock (gate)
                {
                    lookoutUntil = null;
                }
            }
            else
            {
                reserve.WaitOne();
            }
        }
    }

    // A job; or how long to sleep; or neither: sleep until woken.
    private (IRenderJob? Job, TimeSpan? Wait) Take()
    {
        lock (gate)
        {
            long now = time.GetTimestamp();
            bool any = queue.TryPeek(out IRenderJob? job, out (long Due, long Order) next);
            if (any && next.Due <= now)
            {
                queue.Dequeue();
                states[job!] = JobState.Running;
                if (queue.TryPeek(out _, out next) && next.Due <= now)
                {
                    WakeOne();
                }

                return (job, null);
            }

            if (lookoutUntil is not null)
            {
                reserves++;
                return (null, null);
            }

            // Rounded up: waking early would only spin.
            double ms = any ? Math.Ceiling(time.GetElapsedTime(now, next.Due).TotalMilliseconds / TickMs) * TickMs : double.MaxValue;
            lookoutUntil = any ? next.Due : long.MaxValue;
            return (null, TimeSpan.FromMilliseconds(Math.Min(ms, 100)));
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

            long at = wanted ? time.GetTimestamp() : due!.Value;
            states[job] = JobState.Queued;
            queue.Enqueue(job, (at, order++));
            if (at < lookoutUntil)
            {
                // It sleeps for too long; this thread looks for itself, but may then be busy.
                WakeOne();
            }
        }
    }

    // Under the gate. Whoever is busy looks again by itself.
    private void WakeOne()
    {
        if (lookoutUntil is not null)
        {
            lookout.Set();
        }
        else if (reserves > 0)
        {
            reserves--;
            reserve.Release();
        }
    }
}
