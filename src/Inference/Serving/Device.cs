using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Serving;

/// <summary>
/// One model on one device and the sequences it runs. Between two steps sequences join and leave; whoever steps it is the
/// only one to touch its list, newcomers wait in an inbox.
/// </summary>
internal sealed class Device(IStepModel model, SchedulerBook book) : IDisposable
{
    // Prompts read in one step, the most pressing: reading must not hold up those that write for long. Fewer would keep the batch small,
    // since no more sequences write at once than begin while one of them writes its bar.
    private const int PromptsOfStep = 4;

    private readonly Lock gate = new();
    private readonly Queue<Entry> inbox = new();
    private readonly List<Entry> entries = [];
    private readonly Stack<int> free = new(Enumerable.Range(0, model.Slots).Reverse());
    private readonly int[] slots = new int[model.Costs.Largest];
    private readonly Entry[] stepped = new Entry[model.Costs.Largest];
    private readonly long[] rows = new long[model.Costs.Largest * model.RowWidth];
    private readonly long[] prompt = new long[model.PrefillLimit * model.RowWidth];
    private readonly int[] positions = new int[model.Costs.Largest];
    private readonly float[] logits = new float[model.Costs.Largest * model.Vocabulary];
    private SequenceState[] states = new SequenceState[64];
    private StepPlan plan = new(64);
    private bool lost;

    /// <summary>What a step costs here.</summary>
    public StepCosts Costs => model.Costs;

    /// <summary>Tokens a sequence can have.</summary>
    public int Context => model.Context;

    /// <summary>Sequences here, begun or not.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return inbox.Count + entries.Count;
            }
        }
    }

    /// <summary>Whether it works.</summary>
    public bool Works
    {
        get
        {
            lock (gate)
            {
                return !lost;
            }
        }
    }

    /// <summary>Takes a sequence in; false where the device is lost.</summary>
    public bool TryAdd(Entry entry)
    {
        lock (gate)
        {
            if (!lost)
            {
                inbox.Enqueue(entry);
            }

            return !lost;
        }
    }

    /// <summary>One step with what is there; false where there was nothing to do.</summary>
    /// <exception cref="DeviceLostException">The device is gone; <see cref="Abandon"/> what it has.</exception>
    public bool Step()
    {
        TakeIn();
        if (entries.Count == 0)
        {
            return false;
        }

        for (int i = 0; i < entries.Count; i++)
        {
            states[i] = entries[i].State;
        }

        BatchPolicy.Decide(states.AsSpan(0, entries.Count), book.Now, model.Slots, model.Costs, plan);
        Run();
        Leave();
        return true;
    }

    /// <summary>Closes the device and gives back all sequences it had, begun or not.</summary>
    public List<Entry> Abandon()
    {
        lock (gate)
        {
            lost = true;
            List<Entry> all = [.. entries, .. inbox];
            entries.Clear();
            inbox.Clear();
            return all;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => model.Dispose();

    private void TakeIn()
    {
        lock (gate)
        {
            while (inbox.TryDequeue(out Entry? entry))
            {
                entries.Add(entry);
            }

            for (int i = entries.Count - 1; i >= 0; i--)
            {
                if (entries[i].Cancelled)
                {
                    Remove(i, SequenceEnd.Cancelled);
                }
            }

            if (entries.Count > states.Length)
            {
                int room = Math.Max(entries.Count, 2 * states.Length);
                states = new SequenceState[room];
                plan = new StepPlan(room);
            }
        }
    }

    private void Run()
    {
        int count = 0;
        int prompts = 0;
        foreach (int place in plan.Run)
        {
            Entry entry = entries[place];
            if (entry.Slot < 0)
            {
                entry.Slot = free.Pop();
                book.Began(entry);
            }

            if (prompts < PromptsOfStep && entry.Sequence.Ahead > 0)
            {
                Prefill(entry);
                prompts++;
            }

            if (entry.Sequence.Ahead == 0)
            {
                stepped[count] = entry;
                slots[count] = entry.Slot;
                positions[count] = entry.Sequence.Position;
                entry.Sequence.Write(rows.AsSpan(count * model.RowWidth, model.RowWidth));
                count++;
            }
        }

        if (count > 0)
        {
            StepAll(count);
        }
    }

    private void Prefill(Entry entry)
    {
        int tokens = Math.Min(entry.Sequence.Ahead, model.PrefillLimit);
        Span<long> described = prompt.AsSpan(0, tokens * model.RowWidth);
        entry.Sequence.Write(described);
        model.Prefill(entry.Slot, described, entry.Sequence.Position);
        entry.Sequence.Advance(tokens);
        book.Prefilled(tokens);
    }

    private void StepAll(int count)
    {
        int size = model.Costs.SizeFor(count);
        model.Step(slots.AsSpan(0, count), rows.AsSpan(0, count * model.RowWidth), positions.AsSpan(0, count), size, logits);
        book.Stepped(count, size - count);
        for (int i = 0; i < count; i++)
        {
            Entry entry = stepped[i];
            SequenceStep step = entry.Sequence.Accept(logits.AsSpan(i * model.Vocabulary, model.Vocabulary));
            if (step != SequenceStep.Continues)
            {
                Free(entry);
                book.Ended(entry, step == SequenceStep.Done ? SequenceEnd.Done : SequenceEnd.Invalid);
            }
        }
    }

    private void Leave()
    {
        foreach (int place in plan.Late)
        {
            Entry entry = entries[place];
            Free(entry);
            book.Ended(entry, SequenceEnd.Late);
        }

        lock (gate)
        {
            entries.RemoveAll(entry => entry.Ended.IsCompleted);
        }
    }

    private void Remove(int place, SequenceEnd end)
    {
        Entry entry = entries[place];
        entries.RemoveAt(place);
        Free(entry);
        book.Ended(entry, end);
    }

    private void Free(Entry entry)
    {
        if (entry.Slot >= 0)
        {
            free.Push(entry.Slot);
        }
    }
}
