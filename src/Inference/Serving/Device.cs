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
    private readonly SequenceStep[] outcomes = new SequenceStep[model.Costs.Largest];
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
                // Whoever cannot be read yet waits without a slot: what is recalled for it would only be in the way of those that step.
                if (prompts == PromptsOfStep && entry.Sequence.Ahead > 0)
                {
                    continue;
                }

                entry.Slot = free.Pop();
                book.Began(entry);
                Recall(entry);
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

    // What an earlier sequence with the same beginning has read need not be read again.
    private void Recall(Entry entry)
    {
        ISequence sequence = entry.Sequence;
        int tokens = 0;
        while (sequence.PieceName is var name && name != UInt128.Zero && model.TryRecall(entry.Slot, name, sequence.Position, sequence.Piece))
        {
            tokens += sequence.Piece;
            sequence.Advance(sequence.Piece);
        }

        book.Recalled(tokens);
    }

    // As many pieces as may be read while others wait, and one at least.
    private void Prefill(Entry entry)
    {
        ISequence sequence = entry.Sequence;
        long began = Now();
        int read = 0;
        while (sequence.Ahead > 0 && (read == 0 || read + sequence.Piece <= model.PrefillLimit))
        {
            UInt128 name = sequence.PieceName;
            int first = sequence.Position;
            int tokens = name == UInt128.Zero ? Math.Min(sequence.Piece, model.PrefillLimit) : sequence.Piece;
            for (int left = tokens; left > 0;)
            {
                int count = Math.Min(left, model.PrefillLimit);
                Span<long> described = prompt.AsSpan(0, count * model.RowWidth);
                sequence.Write(described);
                model.Prefill(entry.Slot, described, sequence.Position);
                sequence.Advance(count);
                left -= count;
            }

            if (name != UInt128.Zero)
            {
                model.Keep(entry.Slot, name, first, tokens);
            }

            read += tokens;
        }

        book.Prefilled(read);
        Charge(entry, began, 1, read);
    }

    private void StepAll(int count)
    {
        long began = Now();
        int size = model.Costs.SizeFor(count);
        model.Step(slots.AsSpan(0, count), rows.AsSpan(0, count * model.RowWidth), positions.AsSpan(0, count), size, logits);
        book.Stepped(count, size - count);
        for (int i = 0; i < count; i++)
        {
            outcomes[i] = stepped[i].Sequence.Accept(logits.AsSpan(i * model.Vocabulary, model.Vocabulary));
        }

        long now = Now();
        for (int i = 0; i < count; i++)
        {
            Charge(stepped[i], began, count, 1, now);
            if (outcomes[i] != SequenceStep.Continues)
            {
                Free(stepped[i]);
                book.Ended(stepped[i], outcomes[i] == SequenceStep.Done ? SequenceEnd.Done : SequenceEnd.Invalid);
            }
        }
    }

    // What a step took is shared by all who took part. A processor's time is that of this thread alone; an accelerator is
    // taken for as long as it works for us.
    private long Now() => model.IsAccelerator ? book.Now : ThreadCpuClock.Microseconds();

    private void Charge(Entry entry, long began, int among, int tokens, long? until = null)
    {
        long share = ((until ?? Now()) - began) / among;
        entry.Bill?.Add(model.IsAccelerator ? new ModelUse(0, share, tokens) : new ModelUse(share, 0, tokens));
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
            model.Vacate(entry.Slot);
            free.Push(entry.Slot);
        }
    }
}
