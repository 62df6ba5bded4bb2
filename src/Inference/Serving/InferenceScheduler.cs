using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Serving;

/// <summary>
/// Runs sequences of all sessions of a process on its devices, many at a time. A device that is lost hands what it had to the
/// next one that works; when none is left, callers are told at once. Safe for any number of threads.
/// </summary>
public sealed class InferenceScheduler : IDisposable
{
    private readonly SchedulerOptions options;
    private readonly SchedulerBook book;
    private readonly Device[] devices;
    private readonly SemaphoreSlim[] wakes;
    private readonly Thread[] threads;
    private volatile bool stopping;

    /// <summary>Starts a thread for each device.</summary>
    /// <param name="models">Devices with their models, which the scheduler disposes of; at least one, all of one vocabulary.</param>
    /// <param name="options">Settings.</param>
    /// <param name="time">Clock of the deadlines.</param>
    /// <exception cref="ArgumentException">There is no model, or the vocabularies differ.</exception>
    public InferenceScheduler(IReadOnlyList<IStepModel> models, SchedulerOptions options, TimeProvider time)
    {
        if (models.Count == 0 || models.Any(model => model.Vocabulary != models[0].Vocabulary))
        {
            throw new ArgumentException("One or more models with the same vocabulary are needed.", nameof(models));
        }

        this.options = options;
        book = new SchedulerBook(time);
        devices = [.. models.Select(model => new Device(model, book))];
        wakes = [.. models.Select(_ => new SemaphoreSlim(0))];
        threads = options.Threads ? [.. devices.Select((_, i) => new Thread(() => Work(i)) { IsBackground = true, Name = $"inference-{i}" })] : [];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }
    }

    /// <summary>What it has done.</summary>
    public SchedulerCounters Counters => book.Counters;

    /// <summary>Whether a device is left that works.</summary>
    public bool Available => devices.Any(device => device.Works);

    /// <summary>Runs a sequence to its end.</summary>
    /// <param name="request">What, whose and by when.</param>
    /// <param name="cancellation">Gives it up; the task still ends, soon, with <see cref="SequenceEnd.Cancelled"/>.</param>
    /// <returns>How it ended. Overload and deadlines that cannot be kept are told at once.</returns>
    /// <exception cref="ArgumentException">It is longer than the model's context, or has no time or weight.</exception>
    public async Task<SequenceEnd> RunAsync(SequenceRequest request, CancellationToken cancellation = default)
    {
        if (request.Within <= TimeSpan.Zero || request.Weight < 1)
        {
            throw new ArgumentException($"{request.Within} and weight {request.Weight}: more than no time and a weight of 1 or more are needed.", nameof(request));
        }

        if (Choose() is not { } device)
        {
            book.Refused(SequenceEnd.Unavailable);
            return SequenceEnd.Unavailable;
        }

        if (request.Sequence.Position + request.Sequence.StepsLeft > device.Context)
        {
            throw new ArgumentException(
                $"{request.Sequence.Position + request.Sequence.StepsLeft} tokens; the model takes {device.Context}.", nameof(request));
        }

        Admission admission = book.Admit(request, options.Admission, device.Costs, out Entry? entry);
        if (admission != Admission.Accepted)
        {
            SequenceEnd end = EndOf(admission);
            book.Refused(end);
            return end;
        }

        await using CancellationTokenRegistration giveUp = cancellation.Register(entry!.Cancel);
        Place(entry, device);
        return await entry.Ended.ConfigureAwait(false);
    }

    /// <summary>Stops after the steps under way; what is not done ends as unavailable.</summary>
    public void Dispose()
    {
        stopping = true;
        for (int i = 0; i < threads.Length; i++)
        {
            wakes[i].Release();
            threads[i].Join();
        }

        foreach (Device device in devices)
        {
            device.Abandon().ForEach(entry => book.Ended(entry, SequenceEnd.Unavailable));
            device.Dispose();
        }
    }

    /// <summary>One step of one device; for tests, and for the device's thread.</summary>
    /// <returns>False where there was nothing to do.</returns>
    internal bool Step(int index)
    {
        try
        {
            return devices[index].Step();
        }
        catch (DeviceLostException)
        {
            book.DeviceLost();
            foreach (Entry entry in devices[index].Abandon())
            {
                entry.Sequence.Restart();
                book.WaitsAgain(entry);
                Place(entry, Choose());
            }

            return false;
        }
    }

    private static SequenceEnd EndOf(Admission admission) => admission switch
    {
        Admission.QueueFull => SequenceEnd.QueueFull,
        Admission.TenantQueueFull => SequenceEnd.TenantQueueFull,
        Admission.TooLate => SequenceEnd.Late,
        _ => SequenceEnd.Unavailable,
    };

    private void Work(int index)
    {
        while (!stopping && devices[index].Works)
        {
            if (!Step(index))
            {
                wakes[index].Wait();
            }
        }
    }

    // The device with the least to do among those that work.
    private Device? Choose() => devices.Where(device => device.Works).MinBy(device => device.Count);

    private void Place(Entry entry, Device? device)
    {
        while (device is not null && !device.TryAdd(entry))
        {
            device = Choose();
        }

        if (device is null)
        {
            book.Ended(entry, SequenceEnd.Unavailable);
            return;
        }

        wakes[Array.IndexOf(devices, device)].Release();
    }
}
