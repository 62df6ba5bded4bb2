using SessionService.Inference.Scheduling;

namespace SessionService.Inference.Tests.Scheduling;

/// <summary>Who takes part in the next step.</summary>
public sealed class BatchPolicyTests
{
    private static readonly StepCosts Costs = new((1, 400), (4, 600), (16, 1600));

    [Fact]
    public void The_earliest_deadlines_run_first()
    {
        SequenceState[] all = [.. Enumerable.Range(0, 20).Select(i => Of(tenant: i, deadline: 1_000_000 - (1_000 * i)))];

        StepPlan plan = Decide(all, slots: 32);

        Assert.Equal(16, plan.BatchSize);
        Assert.Equal(Enumerable.Range(4, 16).Reverse(), plan.Run.ToArray());
    }

    [Fact]
    public void Without_a_free_slot_only_those_that_have_begun_run()
    {
        SequenceState[] all = [Of(deadline: 900_000), Of(deadline: 950_000, begun: true), Of(deadline: 990_000, begun: true)];

        StepPlan plan = Decide(all, slots: 2);

        Assert.Equal([1, 2], plan.Run.ToArray());
    }

    [Fact]
    public void One_tenant_with_many_leaves_the_others_their_share()
    {
        // Thirty pressing ones of tenant 1, and two of tenant 2 with all the time in the world.
        SequenceState[] all =
        [
            .. Enumerable.Range(0, 30).Select(i => Of(tenant: 1, deadline: 100_000 + i)),
            Of(tenant: 2, deadline: 5_000_000), Of(tenant: 2, deadline: 5_000_001),
        ];

        StepPlan plan = Decide(all, slots: 32);

        Assert.Equal(16, plan.Run.Length);
        Assert.Contains(30, plan.Run.ToArray());
        Assert.Contains(31, plan.Run.ToArray());
    }

    [Fact]
    public void A_plan_of_three_times_the_weight_has_three_times_the_share()
    {
        SequenceState[] all =
        [
            .. Enumerable.Range(0, 30).Select(i => Of(tenant: 1, deadline: 500_000, weight: 3)),
            .. Enumerable.Range(0, 30).Select(i => Of(tenant: 2, deadline: 500_000, weight: 1)),
        ];

        StepPlan plan = Decide(all, slots: 64);

        Assert.Equal(12, plan.Run.ToArray().Count(place => place < 30));
    }

    [Fact]
    public void A_share_that_nobody_else_wants_is_not_left_idle()
    {
        SequenceState[] all = [.. Enumerable.Range(0, 16).Select(i => Of(tenant: 1)), Of(tenant: 2)];

        StepPlan plan = Decide(all, slots: 32);

        Assert.Equal(16, plan.Run.Length);
    }

    [Fact]
    public void What_cannot_be_done_in_time_is_given_up_before_it_begins()
    {
        // Ten steps of a batch of four take 6 ms; 5 ms are left.
        SequenceState[] all = [Of(deadline: 5_000, steps: 10), Of(), Of(), Of()];

        StepPlan plan = Decide(all, slots: 8);

        Assert.Equal([0], plan.Late.ToArray());
        Assert.DoesNotContain(0, plan.Run.ToArray());
    }

    [Fact]
    public void What_has_begun_is_let_run_to_its_deadline_and_no_further()
    {
        SequenceState[] all = [Of(deadline: 5_000, steps: 10, begun: true)];

        Assert.Equal([0], Decide(all, slots: 8, now: 4_999).Run.ToArray());
        Assert.Equal([0], Decide(all, slots: 8, now: 5_000).Late.ToArray());
    }

    [Fact]
    public void A_batch_little_more_than_full_waits_for_none_that_has_time()
    {
        // Five rows in a batch of sixteen cost 1600 µs, 320 each; four in a batch of four cost 150 each.
        SequenceState[] all = [.. Enumerable.Range(0, 5).Select(i => Of(tenant: i, deadline: 1_000_000 + i))];

        StepPlan plan = Decide(all, slots: 32);

        Assert.Equal(4, plan.BatchSize);
        Assert.Equal([0, 1, 2, 3], plan.Run.ToArray());
    }

    [Fact]
    public void A_batch_little_more_than_full_takes_all_where_one_is_pressed()
    {
        SequenceState[] all = [.. Enumerable.Range(0, 5).Select(i => Of(tenant: i, deadline: 20_000 + i, steps: 10))];

        StepPlan plan = Decide(all, slots: 32);

        Assert.Equal(16, plan.BatchSize);
        Assert.Equal(5, plan.Run.Length);
    }

    [Fact]
    public void Nothing_asked_is_nothing_done()
    {
        StepPlan plan = Decide([], slots: 4);

        Assert.Equal(0, plan.BatchSize);
        Assert.True(plan.Run.IsEmpty && plan.Late.IsEmpty);
    }

    internal static SequenceState Of(
        int tenant = 0, int weight = 1, long deadline = 10_000_000, int steps = 10, bool begun = false, long order = 0) =>
        new(tenant, weight, deadline, steps, begun, order);

    private static StepPlan Decide(SequenceState[] all, int slots, long now = 0)
    {
        for (int i = 0; i < all.Length; i++)
        {
            all[i] = all[i] with { Order = i };
        }

        StepPlan plan = new(64);
        BatchPolicy.Decide(all, now, slots, Costs, plan);
        return plan;
    }
}
