using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using SessionService.Sessions.Local;

namespace SessionService.Sessions.Tests.Local;

public sealed class RenderPoolTests
{
    [Fact]
    public async Task Runs_a_job_until_it_leaves()
    {
        using var pool = new RenderPool(TimeProvider.System, 2);
        var job = new CountingJob(100);
        pool.Add(job);
        await job.Done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(100, job.Count);
    }

    [Fact]
    public async Task Never_runs_a_job_on_two_threads_at_once()
    {
        using var pool = new RenderPool(TimeProvider.System, 4);
        CountingJob[] jobs = [.. Enumerable.Range(0, 8).Select(_ => new CountingJob(500))];
        Parallel.For(0, 1_000, i => pool.Add(jobs[i % jobs.Length]));
        foreach (CountingJob job in jobs)
        {
            await job.Done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.False(job.Overlapped);
        }
    }

    [Fact]
    public async Task Takes_the_earliest_due_first()
    {
        var time = new FakeTimeProvider();
        var order = new ConcurrentQueue<int>();
        using var pool = new RenderPool(time, 1);
        OrderedJob[] jobs = [.. Enumerable.Range(0, 5).Select(i => new OrderedJob(i, time, TimeSpan.FromSeconds(10 - i), order))];
        Array.ForEach(jobs, pool.Add);
        foreach (OrderedJob job in jobs)
        {
            await job.First.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        // All become due in one step, so only the order of due times decides.
        order.Clear();
        time.Advance(TimeSpan.FromSeconds(60));
        foreach (OrderedJob job in jobs)
        {
            await job.Second.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        }

        Assert.Equal([4, 3, 2, 1, 0], order);
    }

    private sealed class CountingJob(int runs) : IRenderJob
    {
        private int inside;

        public int Count { get; private set; }

        public bool Overlapped { get; private set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long? RunSlice()
        {
            Overlapped |= Interlocked.Increment(ref inside) > 1;
            Count++;
            bool more = Count < runs;
            if (!more)
            {
                Done.TrySetResult();
            }

            Interlocked.Decrement(ref inside);
            return more ? TimeProvider.System.GetTimestamp() : null;
        }
    }

    private sealed class OrderedJob(int id, TimeProvider time, TimeSpan after, ConcurrentQueue<int> order) : IRenderJob
    {
        public TaskCompletionSource First { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Second { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public long? RunSlice()
        {
            order.Enqueue(id);
            if (!First.Task.IsCompleted)
            {
                // Completed by the pool's own thread before it can take another job.
                long due = time.GetTimestamp() + (long)(after.TotalSeconds * time.TimestampFrequency);
                First.SetResult();
                return due;
            }

            Second.SetResult();
            return null;
        }
    }
}
