using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Serving;

/// <summary>What all devices of a scheduler share: its clock, who waits, and the counters.</summary>
internal sealed class SchedulerBook(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Tally> tenants = new(StringComparer.Ordinal);
    private readonly long[] ends = new long[Enum.GetValues<SequenceEnd>().Length];
    private readonly long start = time.GetTimestamp();
    private int waiting;
    private int numbers;
    private long orders;
    private long steps;
    private long tokens;
    private long padded;
    private long prompts;
    private long recalled;
    private long lost;
    private long moved;

    /// <summary>Microseconds since the scheduler began.</summary>
    public long Now => (long)time.GetElapsedTime(start).TotalMicroseconds;

    /// <summary>The counters now.</summary>
    public SchedulerCounters Counters
    {
        get
        {
            lock (gate)
            {
                return new SchedulerCounters(steps, tokens, padded, prompts, recalled, lost, moved, [.. ends]);
            }
        }
    }

    /// <summary>Takes a request in, or says why not.</summary>
    public Admission Admit(SequenceRequest request, AdmissionRules rules, StepCosts costs, out Entry? entry)
    {
        lock (gate)
        {
            long now = Now;
            long deadline = now + (long)request.Within.TotalMicroseconds;
            Tally tally = tenants.TryGetValue(request.Tenant, out Tally? known) ? known : new Tally(numbers++);
            entry = new Entry(request, tally.Number, deadline, orders++);
            Admission answer = rules.Decide(entry.State, waiting, tally.Waiting, now, costs);
            if (answer == Admission.Accepted)
            {
                tenants[request.Tenant] = tally;
                tally.Live++;
                tally.Waiting++;
                waiting++;
            }

            return answer;
        }
    }

    /// <summary>Counts a refusal.</summary>
    public void Refused(SequenceEnd end)
    {
        lock (gate)
        {
            ends[(int)end]++;
        }
    }

    /// <summary>A sequence got its slot.</summary>
    public void Began(Entry entry)
    {
        lock (gate)
        {
            waiting--;
            tenants[entry.Tenant].Waiting--;
        }
    }

    /// <summary>A sequence lost its device and waits again.</summary>
    public void WaitsAgain(Entry entry)
    {
        lock (gate)
        {
            moved++;
            if (entry.Slot < 0)
            {
                return;
            }

            entry.Slot = -1;
            waiting++;
            tenants[entry.Tenant].Waiting++;
        }
    }

    /// <summary>A sequence ended; its caller is told.</summary>
    public void Ended(Entry entry, SequenceEnd end)
    {
        lock (gate)
        {
            Tally tally = tenants[entry.Tenant];
            if (entry.Slot < 0)
            {
                waiting--;
                tally.Waiting--;
            }

            if (--tally.Live == 0)
            {
                tenants.Remove(entry.Tenant);
            }

            ends[(int)end]++;
        }

        entry.End(end);
    }

    /// <summary>A step was done.</summary>
    public void Stepped(int rows, int padding)
    {
        lock (gate)
        {
            steps++;
            tokens += rows;
            padded += padding;
        }
    }

    /// <summary>Tokens of a prompt were read.</summary>
    public void Prefilled(int count)
    {
        lock (gate)
        {
            prompts += count;
        }
    }

    /// <summary>Tokens of a prompt were known from an earlier sequence.</summary>
    public void Recalled(int count)
    {
        lock (gate)
        {
            recalled += count;
        }
    }

    /// <summary>A device is gone.</summary>
    public void DeviceLost()
    {
        lock (gate)
        {
            lost++;
        }
    }

    private sealed class Tally(int number)
    {
        public int Number { get; } = number;

        public int Live { get; set; }

        public int Waiting { get; set; }
    }
}
