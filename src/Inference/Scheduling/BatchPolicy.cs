namespace SessionService.Inference.Scheduling;

/// <summary>
/// Who takes part in the next step: continuous batching at the level of tokens (Yu et al., "Orca", OSDI 2022), earliest
/// deadline first (Liu and Layland, JACM 1973) within weighted shares of tenants. A pure function of what it is given: no
/// clock, no state, no thread; what it is given decides, not the order of the list.
/// </summary>
public static class BatchPolicy
{
    /// <summary>Decides one step.</summary>
    /// <param name="sequences">All sequences that are asked for and not done, in any order.</param>
    /// <param name="now">Now, in microseconds of the scheduler's clock.</param>
    /// <param name="slots">Slots of the model's memory; sequences without one can begin while there is one free.</param>
    /// <param name="costs">What steps cost.</param>
    /// <param name="plan">Takes the decision.</param>
    /// <remarks>
    /// Given up are sequences past their deadline, and those not yet begun that would be if they began now. What has begun is
    /// let run to its deadline, since how many steps it needs is an expectation only. Nothing that has begun loses its slot to
    /// another: what it has read would have to be read again.
    /// </remarks>
    public static void Decide(ReadOnlySpan<SequenceState> sequences, long now, int slots, StepCosts costs, StepPlan plan)
    {
        plan.Begin();
        int free = slots;
        foreach (ref readonly SequenceState sequence in sequences)
        {
            free -= sequence.HasSlot ? 1 : 0;
        }

        double step = costs.Of(Math.Min(sequences.Length, slots));
        int ranked = 0;
        for (int i = 0; i < sequences.Length; i++)
        {
            SequenceState sequence = sequences[i];
            if (IsLate(sequence, now, step))
            {
                plan.AddLate(i);
                continue;
            }

            plan.Ranks[ranked++] = new Ranking(i, sequence.Tenant, false, sequence.Deadline, sequence.Order);
        }

        Span<Ranking> ranks = plan.Ranks.AsSpan(0, ranked);
        Share(ranks, sequences, Math.Min(slots, costs.Largest));
        ranks.Sort(Ranking.ByPressure);
        foreach (Ranking rank in ranks)
        {
            bool begun = sequences[rank.Place].HasSlot;
            if (plan.RunCount < costs.Largest && (begun || free > 0))
            {
                free -= begun ? 0 : 1;
                plan.RunBuffer[plan.RunCount++] = rank.Place;
            }
        }

        Fit(sequences, now, costs, plan);
    }

    private static bool IsLate(SequenceState sequence, long now, double step) =>
        now >= sequence.Deadline || (!sequence.HasSlot && now + (sequence.StepsLeft * step) > sequence.Deadline);

    // Marks what exceeds a tenant's weighted share of the batch. It runs all the same where others leave room.
    private static void Share(Span<Ranking> ranks, ReadOnlySpan<SequenceState> sequences, int batch)
    {
        ranks.Sort(Ranking.ByTenant);
        long weights = 0;
        for (int i = 0; i < ranks.Length; i++)
        {
            weights += i == 0 || ranks[i].Tenant != ranks[i - 1].Tenant ? Weight(ranks, sequences, i) : 0;
        }

        for (int i = 0, first = 0, share = 0; i < ranks.Length; i++)
        {
            if (i == 0 || ranks[i].Tenant != ranks[i - 1].Tenant)
            {
                first = i;
                share = (int)Math.Max(1, batch * (long)Weight(ranks, sequences, i) / weights);
            }

            ranks[i] = ranks[i] with { OverShare = i - first >= share };
        }
    }

    // The weight of the tenant whose sequences begin here: the largest among them.
    private static int Weight(ReadOnlySpan<Ranking> ranks, ReadOnlySpan<SequenceState> sequences, int from)
    {
        int weight = 1;
        for (int i = from; i < ranks.Length && ranks[i].Tenant == ranks[from].Tenant; i++)
        {
            weight = Math.Max(weight, sequences[ranks[i].Place].Weight);
        }

        return weight;
    }

    // A batch that is little more than half full costs as much as a full one: where those beyond the next smaller size can
    // wait for a step, that size runs.
    private static void Fit(ReadOnlySpan<SequenceState> sequences, long now, StepCosts costs, StepPlan plan)
    {
        int count = plan.RunCount;
        if (count == 0)
        {
            return;
        }

        int full = costs.FilledBy(count);
        if (full > 0 && full < count && costs.Of(full) / full < costs.Of(count) / count)
        {
            double wait = costs.Of(full);
            bool canWait = true;
            for (int i = full; i < count; i++)
            {
                SequenceState sequence = sequences[plan.RunBuffer[i]];
                canWait &= now + wait + (sequence.StepsLeft * costs.Of(count) * 2) <= sequence.Deadline;
            }

            plan.RunCount = canWait ? full : count;
        }

        plan.BatchSize = costs.SizeFor(plan.RunCount);
    }
}
