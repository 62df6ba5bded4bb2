using SessionService.Grains.Placement;
using SessionService.Music;
using SessionService.Sessions.Engine;

namespace SessionService.Grains.Hosting;

/// <summary>How a front end and its silos work together.</summary>
public sealed record SessionClusterOptions
{
    /// <summary>Open sessions of one tenant; the default is <see cref="Limits.SessionsPerTenant"/>.</summary>
    public int SessionsPerTenant { get; init; } = Limits.SessionsPerTenant;

    /// <summary>Most permits to create sessions in one lease; the default is 8.</summary>
    public int LeasePermits { get; init; } = 8;

    /// <summary>How long a lease lasts; the default is 30 s.</summary>
    public TimeSpan LeaseTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a call may take, all attempts together, before it is refused as unavailable; the default is 10 s.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one attempt of a call may take before it is made anew, since its silo may be gone; the default is 2 s.</summary>
    public TimeSpan AttemptTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A subscription that is silent for this long is lost and is made anew; the default is 1 s.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the first word of a subscription may take: a session's log may have to be read; the default is 3 s.</summary>
    public TimeSpan OpeningTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a lost subscription is tried again before its listeners are let go; the default is 60 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a silo that stops waits for its subscriptions to have read what was rendered; the default is 2 s.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a silo that stops takes to move its sessions elsewhere, besides waiting for their bar lines; the default is 25 s.
    /// </summary>
    public TimeSpan MoveTime { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>
    /// How long a silo that stops waits for a bar line beyond that; the default is 96 s, the longest bar that a map can ask for:
    /// sixteen half notes at the slowest tempo.
    /// </summary>
    public TimeSpan BarTime { get; init; } = TimeSpan.FromSeconds(96);

    /// <summary>Sessions that a silo which stops moves at a time; the default is 16.</summary>
    public int MovesAtOnce { get; init; } = 16;

    /// <summary>The most music that another silo renders to learn a session; the default is 60 s, a fraction of a second's work.</summary>
    public TimeSpan Relearnt { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How a session that has played for longer is made ready to move; the default is <see cref="RenewalPlan.Standard"/>.</summary>
    public RenewalPlan Renewal { get; init; } = RenewalPlan.Standard;

    /// <summary>How long a session that stands still waits for its activation to go; the default is 3 s.</summary>
    public TimeSpan HandTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a front end that stops takes at most to let its listeners go, one after the other; the default is 5 s. All at once would be
    /// more than the others take in before the listeners have played what they hold.
    /// </summary>
    public TimeSpan FarewellTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What stopping a silo may take, all of it together.</summary>
    public TimeSpan StopTime => MoveTime + BarTime + DrainTime + HandTime;

    /// <summary>
    /// Name of the stream provider by which front ends get segments; null, the default, where they enumerate the session's grain.
    /// </summary>
    public string? StreamProvider { get; init; }

    /// <summary>What a batch on a stream weighs at most, in bytes; the default is 512 KiB, half of what streams in memory take.</summary>
    public int StreamBatchBytes { get; init; } = 512 * 1024;

    /// <summary>
    /// Whether a front end takes the segments of all sessions on one silo together, where there is no stream provider; otherwise it
    /// enumerates each session's grain. The default is that it does.
    /// </summary>
    public bool Bundles { get; init; } = true;

    /// <summary>Least time between two bundles of a silo to a front end; the default is 10 ms.</summary>
    public TimeSpan BundleEvery { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long a front end's question for a bundle waits where there is nothing; the default is 100 ms.</summary>
    public TimeSpan BundleRest { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long an answer to that may take before the front end asks again by another way; the default is 250 ms.</summary>
    public TimeSpan BundlePatience { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a front end may be silent before a silo ends its subscriptions; the default is 5 s.</summary>
    public TimeSpan OutletLease { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a session publishes to a stream without being asked again; the default is 5 s.</summary>
    public TimeSpan PublicationLease { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether sessions have layers written by models, on this silo or another; the default is that rules write everything.</summary>
    public bool Models { get; init; }

    /// <summary>Bars that a silo's models may be writing at a time, for all silos together; the default is 256.</summary>
    public int PartsAtOnce { get; init; } = 256;

    /// <summary>How long a silo goes on with what the registry of models said without asking again; the default is 2 s.</summary>
    public TimeSpan ModelLease { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a silo reports what it has to do; the default is 1 s.</summary>
    public TimeSpan ReportEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How sessions are evened out over silos.</summary>
    public RebalanceOptions Rebalance { get; init; } = new();

    /// <summary>How often a front end writes the accounts of what its listeners got; the default is 10 s.</summary>
    public TimeSpan AccountEvery { get; init; } = TimeSpan.FromSeconds(10);
}
