using SessionService.Grains.Messages;
using SessionService.Grains.Placement;
using SessionService.Sessions;

namespace SessionService.Grains.Tests.Placement;

/// <summary>The policy on a simulated fleet: a second at a time, with moves that take their time.</summary>
public sealed class RebalancerTests
{
    private static readonly RebalanceOptions Options = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_silo_that_joins_is_given_its_share_and_then_there_is_calm(int seed)
    {
        var fleet = new Fleet(seed, [40, 38, 0]);
        fleet.Run(TimeSpan.FromMinutes(15));
        Assert.InRange(fleet.Gap, 0, Options.BeginsAt);
        int moves = fleet.Moves.Count;
        Assert.InRange(moves, 10, 40);
        Assert.All(fleet.Moves.GroupBy(move => move.Session), session => Assert.Single(session));

        fleet.Run(TimeSpan.FromMinutes(15));
        Assert.Equal(moves, fleet.Moves.Count);
    }

    [Fact]
    public void No_minute_has_more_moves_than_allowed()
    {
        var fleet = new Fleet(4, [60, 60, 60, 0, 0, 0]);
        fleet.Run(TimeSpan.FromMinutes(20));
        DateTimeOffset[] at = [.. fleet.Moves.Select(move => move.At)];
        Assert.NotEmpty(at);
        Assert.All(at, from => Assert.True(
            at.Count(other => other >= from && other < from + TimeSpan.FromMinutes(1)) <= Options.MovesPerMinute));
    }

    [Fact]
    public void What_is_nearly_even_is_left_alone()
    {
        var fleet = new Fleet(5, [30, 33, 28]);
        fleet.Run(TimeSpan.FromMinutes(30));
        Assert.Empty(fleet.Moves);
    }

    [Fact]
    public void A_peak_that_passes_moves_nothing()
    {
        var rebalancer = new Rebalancer(Options);
        DateTimeOffset now = DateTimeOffset.UnixEpoch;
        for (int second = 0; second < 600; second++)
        {
            double peak = second % 20 < 10 ? 0.9 : 0.3;
            Assert.Null(rebalancer.Decide([Report("a", peak, 10), Report("b", 0.3, 10)], now.AddSeconds(second)));
        }
    }

    [Fact]
    public void A_silo_that_misses_deadlines_counts_as_full_and_one_that_leaves_is_given_nothing()
    {
        var rebalancer = new Rebalancer(Options with { Lasting = TimeSpan.Zero });
        SiloLoadMessage late = Report("a", 0.5, 20) with { MissesPerSecond = 3 };
        MoveOrder? order = rebalancer.Decide([late, Report("b", 0.1, 5) with { Draining = true }, Report("c", 0.45, 20)], DateTimeOffset.UnixEpoch);
        Assert.Equal(("a", "c"), (order!.Value.From, order.Value.To));
    }

    [Fact]
    public void None_a_minute_turns_it_off()
    {
        var fleet = new Fleet(6, [40, 0], Options with { MovesPerMinute = 0 });
        fleet.Run(TimeSpan.FromMinutes(10));
        Assert.Empty(fleet.Moves);
    }

    [Fact]
    public void The_largest_sessions_that_fit_go()
    {
        static SessionKey Key(string id) => new(new TenantId("t"), id);
        var loads = new Dictionary<SessionKey, double>
        {
            [Key("small")] = 0.01, [Key("large")] = 0.2, [Key("huge")] = 0.5, [Key("silent")] = 0, [Key("middle")] = 0.1,
        };
        Assert.Equal(
            [Key("large"), Key("middle")],
            SessionPick.For(new MoveOrderMessage { Load = 0.305, Sessions = 2 }, loads));
        Assert.Equal(
            [Key("large"), Key("middle")],
            SessionPick.For(new MoveOrderMessage { Load = 0.305, Sessions = 9 }, loads));
    }

    private static SiloLoadMessage Report(string silo, double load, int heard) =>
        new() { Silo = silo, Load = load, Heard = heard, Sessions = heard };

    private sealed class Fleet
    {
        private static readonly TimeSpan MoveTakes = TimeSpan.FromSeconds(13);

        private readonly List<Dictionary<SessionKey, double>> silos = [];
        private readonly List<(SessionKey Session, int From, int To, DateTimeOffset Done)> underWay = [];
        private readonly Rebalancer rebalancer;
        private DateTimeOffset now = DateTimeOffset.UnixEpoch;

        public Fleet(int seed, int[] sessions, RebalanceOptions? options = null)
        {
            rebalancer = new Rebalancer(options ?? Options);
            var random = new Random(seed);
            int id = 0;
            foreach (int count in sessions)
            {
                silos.Add(Enumerable.Range(0, count).ToDictionary(
                    _ => new SessionKey(new TenantId("t"), $"s{id++}"), _ => 0.008 + (0.01 * random.NextDouble())));
            }
        }

        public List<(SessionKey Session, DateTimeOffset At)> Moves { get; } = [];

        public double Gap => silos.Max(silo => silo.Values.Sum()) - silos.Min(silo => silo.Values.Sum());

        public void Run(TimeSpan time)
        {
            for (DateTimeOffset end = now + time; now < end; now = now.AddSeconds(1))
            {
                foreach (var done in underWay.Where(move => move.Done <= now).ToArray())
                {
                    underWay.Remove(done);
                    silos[done.From].Remove(done.Session, out double load);
                    silos[done.To][done.Session] = load;
                }

                SiloLoadMessage[] reports =
                    [.. silos.Select((silo, i) => Report($"{i}", silo.Values.Sum(), silo.Count))];
                if (rebalancer.Decide(reports, now) is { } order)
                {
                    int from = order.From[0] - '0';
                    foreach (SessionKey session in SessionPick.For(
                        new MoveOrderMessage { Load = order.Load, Sessions = order.Sessions }, silos[from]))
                    {
                        underWay.Add((session, from, order.To[0] - '0', now + MoveTakes));
                        Moves.Add((session, now));
                    }
                }
            }
        }
    }
}
