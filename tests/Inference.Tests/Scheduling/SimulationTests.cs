using SessionService.Inference.Scheduling;
using SessionService.Music.Random;

namespace SessionService.Inference.Tests.Scheduling;

/// <summary>The policy at work over simulated minutes, on a clock that is a number.</summary>
public sealed class SimulationTests
{
    // Bars of two seconds, 40 tokens a bar, asked for one bar ahead: 400 µs × 40 = 16 ms alone.
    private const long Bar = 2_000_000;
    private const int Steps = 40;

    private static readonly StepCosts Costs = new((1, 400), (4, 660), (16, 1_760), (64, 5_200));

    [Fact]
    public void A_load_below_capacity_misses_nothing()
    {
        // A full batch of 64 does 64 tokens in 5.2 ms: 307 sequences of 40 tokens a second; 200 sessions ask for 100.
        Simulation run = new(Costs, slots: 64, tenants: 10, sessions: 200);

        run.Until(10_000_000);

        Assert.Equal(0, run.Late.Sum());
        Assert.InRange(run.Done.Sum(), 900, 1_000);
    }

    [Fact]
    public void Twice_the_capacity_still_does_what_the_device_can()
    {
        Simulation run = new(Costs, slots: 64, tenants: 10, sessions: 1_230);

        run.Until(10_000_000);

        // What is done beside what one full batch after another would do.
        double capacity = 10_000_000 / Costs.Of(64) * 64 / Steps;
        Assert.InRange(run.Done.Sum() / capacity, 0.75, 1.0);
        Assert.NotEqual(0, run.Late.Sum());
    }

    [Fact]
    public void A_tenant_that_floods_takes_nothing_from_one_that_does_not()
    {
        // Tenant 0 has 1,000 sessions, far more than the device can serve; tenant 1 has 20.
        Simulation run = new(Costs, slots: 64, tenants: 2, sessions: 1_020, owner: session => session < 1_000 ? 0 : 1);

        run.Until(10_000_000);

        Assert.Equal(0, run.Late[1]);
        Assert.InRange(run.Done[1], 90, 100);
        Assert.NotEqual(0, run.Late[0]);
    }

    /// <summary>Sessions that ask for a bar each bar, at their own phase.</summary>
    private sealed class Simulation(StepCosts costs, int slots, int tenants, int sessions, Func<int, int>? owner = null)
    {
        private readonly List<(SequenceState State, int Session)> live = [];
        private readonly StepPlan plan = new(4_096);
        private readonly long[] next =
            [.. Enumerable.Range(0, sessions).Select(i => (long)(Bar * CounterRandom.For(1, 0, 0, i).ValueAt(0)))];
        private long order;

        public int[] Done { get; } = new int[tenants];

        public int[] Late { get; } = new int[tenants];

        public void Until(long end)
        {
            long now = 0;
            while (now < end)
            {
                Arrive(now);
                SequenceState[] states = [.. live.Select(one => one.State)];
                BatchPolicy.Decide(states, now, slots, costs, plan);
                if (plan.BatchSize == 0 && plan.Late.IsEmpty)
                {
                    now = next.Min();
                    continue;
                }

                now += plan.BatchSize == 0 ? 1 : (long)costs.Of(plan.BatchSize);
                Apply();
            }
        }

        private void Arrive(long now)
        {
            for (int i = 0; i < sessions; i++)
            {
                if (next[i] <= now)
                {
                    int tenant = owner?.Invoke(i) ?? i % tenants;
                    live.Add((new SequenceState(tenant, 1, next[i] + Bar, Steps, false, order++), i));
                    next[i] += Bar;
                }
            }
        }

        private void Apply()
        {
            HashSet<int> gone = [];
            foreach (int place in plan.Run)
            {
                SequenceState state = live[place].State;
                live[place] = (state with { HasSlot = true, StepsLeft = state.StepsLeft - 1 }, live[place].Session);
                if (state.StepsLeft == 1)
                {
                    Done[state.Tenant]++;
                    gone.Add(place);
                }
            }

            foreach (int place in plan.Late)
            {
                Late[live[place].State.Tenant]++;
                gone.Add(place);
            }

            for (int place = live.Count - 1; place >= 0; place--)
            {
                if (gone.Contains(place))
                {
                    live.RemoveAt(place);
                }
            }
        }
    }
}
