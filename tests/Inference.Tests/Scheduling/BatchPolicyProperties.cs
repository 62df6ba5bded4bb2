using FsCheck;
using FsCheck.Fluent;
using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Tests.Scheduling;

/// <summary>What holds for any list of sequences.</summary>
public sealed class BatchPolicyProperties
{
    private const int Slots = 24;

    private static readonly StepCosts Costs = new((1, 400), (4, 600), (16, 1600));

    private static readonly Gen<SequenceState[]> Lists =
        Gen.Choose(0, 60).SelectMany(count => Gen.ListOf(
            from tenant in Gen.Choose(0, 4)
            from weight in Gen.Choose(1, 4)
            from deadline in Gen.Choose(-2_000, 60_000)
            from steps in Gen.Choose(1, 60)
            from begun in Gen.Choose(0, 1)
            select new SequenceState(tenant, weight, deadline, steps, begun == 1, 0), count)).Select(Number);

    [Fact]
    public void Each_sequence_is_run_once_given_up_or_waits_and_no_slot_is_given_twice() =>
        Prop.ForAll(Lists.ToArbitrary(), all =>
        {
            StepPlan plan = Decide(all);
            int[] touched = [.. plan.Run, .. plan.Late];
            int begun = all.Count(state => state.HasSlot);
            int started = plan.Run.ToArray().Count(place => !all[place].HasSlot);
            return touched.Distinct().Count() == touched.Length
                && plan.Run.Length <= plan.BatchSize
                && (plan.BatchSize == 0 || Costs.Sizes.Contains(plan.BatchSize))
                && begun + started <= Slots;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_past_its_deadline_runs_and_something_runs_where_something_can() =>
        Prop.ForAll(Lists.ToArbitrary(), all =>
        {
            StepPlan plan = Decide(all);
            bool some = all.Where((_, place) => !plan.Late.Contains(place)).Any();
            return plan.Run.ToArray().All(place => all[place].Deadline > 0) && (plan.Run.Length > 0) == some;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_list_does_not_matter() =>
        Prop.ForAll(Lists.ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (all, seed) =>
        {
            SequenceState[] other = [.. all];
            new Random(seed).Shuffle(other);
            StepPlan first = Decide(all);
            StepPlan second = Decide(other);
            return Orders(first.Run, all).SequenceEqual(Orders(second.Run, other)) && first.BatchSize == second.BatchSize;
        }).QuickCheckThrowOnFailure();

    // More than the slots cannot have begun.
    private static SequenceState[] Number(List<SequenceState> list)
    {
        int slots = Slots;
        return [.. list.Select((state, i) => state with { Order = i, HasSlot = state.HasSlot && slots-- > 0 })];
    }

    private static IEnumerable<long> Orders(ReadOnlySpan<int> places, SequenceState[] all) =>
        places.ToArray().Select(place => all[place].Order);

    private static StepPlan Decide(SequenceState[] all)
    {
        StepPlan plan = new(64);
        BatchPolicy.Decide(all, 0, Slots, Costs, plan);
        return plan;
    }
}
